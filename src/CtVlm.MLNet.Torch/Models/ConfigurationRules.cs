using System.Text.Json;

namespace CtVlm.MLNet.Torch;

/// <summary>Refuses settings that nothing here reads, so that none which changes results is passed over.</summary>
internal static class ConfigurationRules
{
    private const int LongestValue = 60;

    /// <summary>Refuses a file with settings besides those that are read or known to be without effect.</summary>
    /// <remarks>A setting that is null, false, an empty text or an empty collection says that a feature is not used.</remarks>
    /// <param name="file">The settings.</param>
    /// <param name="read">Keys that the caller reads.</param>
    /// <param name="ignored">Keys without effect on results.</param>
    /// <param name="advice">What to do.</param>
    /// <exception cref="WeightsException">There are other settings; all of them are in the message.</exception>
    public static void RefuseOthers(ConfigurationFile file, IReadOnlyCollection<string> read, IReadOnlyCollection<string> ignored, string advice)
    {
        string[] others = [.. file.Keys.Where(key => !read.Contains(key) && !ignored.Contains(key)).Select(key => Describe(file, key)).OfType<string>()];
        if (others.Length > 0)
        {
            throw new WeightsException($"Configuration {file.Path}: not supported: {string.Join("; ", others)}. {advice}");
        }
    }

    private static string? Describe(ConfigurationFile file, string key)
    {
        if (file.Find(key) is not JsonElement value || IsNeutral(value))
        {
            return null;
        }

        string text = value.GetRawText();
        return $"'{file.Qualify(key)}' = {(text.Length > LongestValue ? text[..LongestValue] + "..." : text)}";
    }

    private static bool IsNeutral(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.False => true,
        JsonValueKind.String => value.GetString()!.Length == 0,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        _ => false,
    };
}
