using System.Text.Json;

namespace CtVlm.MLNet.Torch;

/// <summary>One object of a JSON configuration file, with errors that name the file and the key.</summary>
internal sealed class ConfigurationFile
{
    /// <summary>The most bytes of a configuration file.</summary>
    public const long MaximumBytes = 16L << 20;

    private readonly string _path;
    private readonly string _prefix;
    private readonly IReadOnlyList<JsonElement> _layers;

    private ConfigurationFile(string path, string prefix, IReadOnlyList<JsonElement> layers)
    {
        _path = path;
        _prefix = prefix;
        _layers = layers;
    }

    /// <summary>The file's full path.</summary>
    public string Path => _path;

    /// <summary>Reads a file.</summary>
    /// <exception cref="WeightsException">It is too large or not a JSON object.</exception>
    public static ConfigurationFile Read(string path)
    {
        byte[] bytes = BoundedFile.Read("Configuration", path, MaximumBytes, "It is not a configuration file.");
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowTrailingCommas = true });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new ConfigurationFile(path, "", [document.RootElement.Clone()])
                : throw new WeightsException($"Configuration {path}: a JSON object expected, got {document.RootElement.ValueKind}.");
        }
        catch (JsonException e)
        {
            throw new WeightsException($"Configuration {path}: not JSON: {e.Message} Fetch the file again.", e);
        }
    }

    /// <summary>The objects of several keys as one, the first winning; keys that are absent or null are left out.</summary>
    public ConfigurationFile GetObjects(params string[] keys) =>
        new(_path, keys[^1] + ".", [.. keys.Select(Find).OfType<JsonElement>().Where(e => e.ValueKind == JsonValueKind.Object)]);

    /// <summary>Every key, those of null values included.</summary>
    public IEnumerable<string> Keys => _layers.SelectMany(layer => layer.EnumerateObject()).Select(property => property.Name).Distinct();

    /// <summary>A key as messages name it.</summary>
    public string Qualify(string key) => _prefix + key;

    /// <summary>The value of a key, null where it is absent or null.</summary>
    public JsonElement? Find(string key)
    {
        foreach (JsonElement layer in _layers)
        {
            if (layer.TryGetProperty(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>A whole number in a range, or the default of the family where the key is absent.</summary>
    public int GetInt32(string key, int defaultValue, int minimum, int maximum) => Find(key) switch
    {
        null => defaultValue,
        JsonElement e when e.ValueKind == JsonValueKind.Number && e.TryGetInt32(out int value) && value >= minimum && value <= maximum => value,
        JsonElement e => throw Invalid(key, $"a whole number from {minimum} to {maximum}", e.GetRawText()),
    };

    /// <summary>A number, or the default of the family where the key is absent.</summary>
    public double GetDouble(string key, double defaultValue) => Find(key) switch
    {
        null => defaultValue,
        JsonElement e when e.ValueKind == JsonValueKind.Number => e.GetDouble(),
        JsonElement e => throw Invalid(key, "a number", e.GetRawText()),
    };

    /// <summary>A text, or the default of the family where the key is absent.</summary>
    public string GetString(string key, string defaultValue) => Find(key) switch
    {
        null => defaultValue,
        JsonElement e when e.ValueKind == JsonValueKind.String => e.GetString()!,
        JsonElement e => throw Invalid(key, "a text", e.GetRawText()),
    };

    /// <summary>True or false, or the default of the family where the key is absent.</summary>
    public bool GetBoolean(string key, bool defaultValue) => Find(key) switch
    {
        null => defaultValue,
        JsonElement e when e.ValueKind is JsonValueKind.True or JsonValueKind.False => e.GetBoolean(),
        JsonElement e => throw Invalid(key, "true or false", e.GetRawText()),
    };

    /// <summary>Three numbers, one a colour channel.</summary>
    public float[]? FindChannels(string key) => Find(key) switch
    {
        null => null,
        JsonElement e when e.ValueKind == JsonValueKind.Array && e.GetArrayLength() == 3 && e.EnumerateArray().All(v => v.ValueKind == JsonValueKind.Number) =>
            [.. e.EnumerateArray().Select(v => v.GetSingle())],
        JsonElement e => throw Invalid(key, "three numbers", e.GetRawText()),
    };

    /// <summary>An exception that names the file and the key.</summary>
    public WeightsException Invalid(string key, string expected, string got) =>
        new($"Configuration {_path}: '{_prefix}{key}' must be {expected}, got {(got.Length > 80 ? got[..80] + "..." : got)}.");
}
