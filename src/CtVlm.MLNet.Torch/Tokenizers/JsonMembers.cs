using System.Text.Json;

namespace CtVlm.MLNet.Torch;

/// <summary>Members of the objects of a tokenizer's JSON.</summary>
internal static class JsonMembers
{
    /// <summary>A member that must be there.</summary>
    /// <exception cref="FormatException">It is not; the message names it.</exception>
    /// <exception cref="InvalidOperationException">This is no object.</exception>
    public static JsonElement Member(this JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement member) ? member : throw new FormatException($"there is no '{name}'.");
}
