using System.Text.Json;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Cli.Tests;

/// <summary>The golden chain: two series, and the slice embeddings they must give.</summary>
internal static class Chain
{
    public const float Tolerance = 1e-4f;

    private static readonly Lazy<JsonElement> Cases = new(() =>
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(MLNet.Tests.GoldenFiles.Path("chain", "cases.json")));
        return document.RootElement.Clone();
    });

    public static string Encoder => MLNet.Tests.GoldenFiles.Path("hf-clip");

    public static IEnumerable<JsonElement> Embeddings => Cases.Value.GetProperty("embeddings").EnumerateArray();

    public static string Folder(string series) => MLNet.Tests.GoldenFiles.Path("chain", "files", series);

    public static JsonElement Volume(string series) => Cases.Value.GetProperty("volumes").GetProperty(series);

    /// <summary>The expected vectors of a key, a row a slice.</summary>
    public static float[][] Expected(string key)
    {
        using SafetensorsFile file = SafetensorsFile.Open(MLNet.Tests.GoldenFiles.Path("chain", "expected.safetensors"));
        return [.. file.ReadFloat32(key).Chunk((int)file.GetEntry(key).Shape[1])];
    }

    /// <summary>The largest absolute difference; fails when the shapes differ.</summary>
    public static float MaxDifference(IReadOnlyList<float[]> expected, IReadOnlyList<float[]> actual)
    {
        Assert.Equal(expected.Select(row => row.Length), actual.Select(row => row.Length));
        return expected.Zip(actual, (e, a) => e.Zip(a, (x, y) => Math.Abs(x - y)).Max()).Max();
    }
}
