using System.Text.Json;

namespace CtVlm.MLNet.Torch;

/// <summary>Numbers for the modules whose names fit patterns: rank_pattern and alpha_pattern.</summary>
/// <remarks><b>Source:</b> huggingface/peft, src/peft/utils/other.py, get_pattern_key (Apache-2.0).</remarks>
internal sealed class LoraPatterns
{
    private readonly IReadOnlyList<(NamePattern Pattern, double Number)> _patterns;

    private LoraPatterns(IReadOnlyList<(NamePattern Pattern, double Number)> patterns) => _patterns = patterns;

    /// <summary>Reads a key of a file; empty where the key is absent.</summary>
    /// <exception cref="WeightsException">It is not an object of numbers.</exception>
    public static LoraPatterns Read(ConfigurationFile file, string key)
    {
        if (file.Find(key) is not JsonElement value)
        {
            return new LoraPatterns([]);
        }

        if (value.ValueKind != JsonValueKind.Object || !value.EnumerateObject().All(p => p.Value.ValueKind == JsonValueKind.Number && double.IsFinite(p.Value.GetDouble())))
        {
            throw file.Invalid(key, "an object of patterns and numbers", value.GetRawText());
        }

        return new LoraPatterns([.. value.EnumerateObject().Select(p => (NamePattern.Ending($"Configuration {file.Path}: '{key}'", p.Name), p.Value.GetDouble()))]);
    }

    /// <summary>The number of the first pattern that a module's name fits, null where none does.</summary>
    public double? Find(string module)
    {
        foreach ((NamePattern pattern, double number) in _patterns)
        {
            if (pattern.Matches(module))
            {
                return number;
            }
        }

        return null;
    }
}
