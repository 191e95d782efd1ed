using System.Text.Json;
using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>The strings of a folder of golden data.</summary>
internal static class GoldenTexts
{
    /// <summary>The strings that were tokenized into the folder's ids.</summary>
    public static string[] Read(string folder)
    {
        using JsonDocument cases = JsonDocument.Parse(File.ReadAllBytes(GoldenFiles.Path(folder, "cases.json")));
        return [.. cases.RootElement.GetProperty("texts").EnumerateArray().Select(t => t.GetString()!)];
    }
}
