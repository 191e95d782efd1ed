using System.Text.Json;

namespace CtVlm.MLNet.Torch;

/// <summary>Settings in one line, the same on every machine and in every language.</summary>
internal static class SettingsText
{
    /// <summary>The settings as JSON; a record's own text has the numbers of the machine's language.</summary>
    public static string Of<T>(T settings) => JsonSerializer.Serialize(settings);
}
