using System.Text.Json;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Tests;

/// <summary>A golden model with images, texts, and what the reference makes of them.</summary>
internal sealed class ZeroShotGolden : IDisposable
{
    private readonly string _name;
    private readonly SafetensorsFile _cases;

    public ZeroShotGolden(string name)
    {
        _name = name;
        _cases = SafetensorsFile.Open(GoldenFiles.Path(name, "cases.safetensors"));
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(GoldenFiles.Path(name, "cases.json")));
        Texts = [.. json.RootElement.GetProperty("texts").EnumerateArray().Select(t => t.GetString()!)];
    }

    public IReadOnlyList<string> Texts { get; }

    /// <summary>Each text as a class of its own.</summary>
    public ZeroShotClass[] Classes => [.. Texts.Select((text, i) => new ZeroShotClass($"text{i}", text))];

    public VlmEncoder Encoder() => VlmEncoder.FromFolder(GoldenFiles.Path(_name));

    public float[] Values(string tensor) => _cases.ReadFloat32(tensor);

    /// <summary>A matrix, row by row.</summary>
    public float[][] Rows(string tensor) => [.. Values(tensor).Chunk((int)_cases.GetEntry(tensor).Shape[1])];

    public float Weight(string tensor)
    {
        using SafetensorsFile weights = SafetensorsFile.Open(GoldenFiles.Path(_name, "model.safetensors"));
        return Assert.Single(weights.ReadFloat32(tensor));
    }

    public void Dispose() => _cases.Dispose();
}
