using System.Globalization;
using System.Text.Json;

namespace CtVlm.MLNet.Torch;

/// <summary>Which modules adapter_config.json says are adapted.</summary>
/// <remarks><b>Source:</b> huggingface/peft, src/peft/tuners/tuners_utils.py, check_target_module_exists (Apache-2.0).</remarks>
internal sealed class LoraTargets
{
    private const string TargetKey = "target_modules";
    private const string ExcludeKey = "exclude_modules";
    private const string LayersKey = "layers_to_transform";
    private const string LayersPatternKey = "layers_pattern";
    private const string AllLinear = "all-linear";

    // Where no pattern says what stands before the number of a layer: any part of a name.
    private const string AnyPart = "[^.]*";

    private readonly Func<string, bool> _isTarget;
    private readonly Func<string, bool> _isExcluded;
    private readonly HashSet<string>? _layers;
    private readonly IReadOnlyList<NamePattern> _layerPatterns;

    private LoraTargets(Func<string, bool> isTarget, Func<string, bool> isExcluded, HashSet<string>? layers, IReadOnlyList<NamePattern> layerPatterns)
    {
        _isTarget = isTarget;
        _isExcluded = isExcluded;
        _layers = layers;
        _layerPatterns = layerPatterns;
    }

    /// <summary>The keys that are read here.</summary>
    public static IReadOnlyList<string> Keys { get; } = [TargetKey, ExcludeKey, LayersKey, LayersPatternKey];

    /// <summary>Reads the keys of a file.</summary>
    /// <returns>Null where the file leaves the choice to the adapter's tensors.</returns>
    /// <exception cref="WeightsException">A key has another form.</exception>
    public static LoraTargets? Read(ConfigurationFile file)
    {
        if (file.Find(TargetKey) is not JsonElement target || (target.ValueKind == JsonValueKind.String && target.GetString() == AllLinear))
        {
            return null;
        }

        HashSet<string>? layers = ReadLayers(file);
        if (layers is not null && target.ValueKind == JsonValueKind.String)
        {
            throw file.Invalid(LayersKey, $"null where {TargetKey} is an expression", file.Find(LayersKey)!.Value.GetRawText());
        }

        return new LoraTargets(ReadNames(file, TargetKey), ReadNames(file, ExcludeKey), layers, ReadLayerPatterns(file));
    }

    /// <summary>Whether a module is adapted.</summary>
    public bool Contains(string module) => !_isExcluded(module) && _isTarget(module) && IsInLayers(module);

    private bool IsInLayers(string module) =>
        _layers is null || (_layerPatterns.Select(p => p.FindNumber(module)).FirstOrDefault(n => n is not null) is string number && _layers.Contains(Plain(number)));

    // A text is an expression for the whole name; a list holds names, or ends of names after a dot.
    private static Func<string, bool> ReadNames(ConfigurationFile file, string key)
    {
        if (file.Find(key) is not JsonElement value)
        {
            return _ => false;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return NamePattern.Whole(Where(file, key), value.GetString()!).Matches;
        }

        IReadOnlyList<string> names = ReadTexts(file, key);
        return module => names.Any(name => module == name || module.EndsWith("." + name, StringComparison.Ordinal));
    }

    private static IReadOnlyList<NamePattern> ReadLayerPatterns(ConfigurationFile file)
    {
        string[] patterns = file.Find(LayersPatternKey) switch
        {
            null => [],
            JsonElement { ValueKind: JsonValueKind.String } text => [text.GetString()!],
            _ => [.. ReadTexts(file, LayersPatternKey)],
        };
        return [.. (patterns.Where(p => p.Length > 0).ToArray() is { Length: > 0 } some ? some : [AnyPart]).Select(p => NamePattern.Numbered(Where(file, LayersPatternKey), p))];
    }

    private static HashSet<string>? ReadLayers(ConfigurationFile file)
    {
        if (file.Find(LayersKey) is not JsonElement value)
        {
            return null;
        }

        JsonElement[] numbers = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        if (!numbers.All(n => n.ValueKind == JsonValueKind.Number && n.TryGetInt32(out int number) && number >= 0))
        {
            throw file.Invalid(LayersKey, "a whole number or a list of them", value.GetRawText());
        }

        return numbers.Length == 0 ? null : [.. numbers.Select(n => n.GetInt32().ToString(CultureInfo.InvariantCulture))];
    }

    private static IReadOnlyList<string> ReadTexts(ConfigurationFile file, string key)
    {
        JsonElement value = file.Find(key)!.Value;
        return value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(e => e.GetString()!)]
            : throw file.Invalid(key, "a text or a list of texts", value.GetRawText());
    }

    private static string Plain(string number) => number.TrimStart('0') is { Length: > 0 } plain ? plain : "0";

    private static string Where(ConfigurationFile file, string key) => $"Configuration {file.Path}: '{key}'";
}
