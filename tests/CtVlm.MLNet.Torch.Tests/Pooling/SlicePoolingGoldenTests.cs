using System.Text.Json;
using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Pooling against the reference, valid rows only.</summary>
public class SlicePoolingGoldenTests
{
    private static readonly JsonElement Cases = JsonDocument.Parse(File.ReadAllText(GoldenFiles.Path("geometry", "pooling.json"))).RootElement.GetProperty("cases");

    public static TheoryData<string> Ids => [.. Cases.EnumerateArray().Select(c => c.GetProperty("id").GetString()!)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Pool_Golden_Agrees(string id)
    {
        using GoldenTensors tensors = new("geometry", "pooling.safetensors");
        JsonElement testCase = Cases.EnumerateArray().First(c => c.GetProperty("id").GetString() == id);
        GoldenTensor bags = tensors[testCase, "x"], mask = tensors[testCase, "mask"], expected = tensors[testCase, "y"];
        int rows = (int)bags.Shape[1], width = (int)bags.Shape[2];
        for (int b = 0; b < bags.Shape[0]; b++)
        {
            float[] bag = [.. Enumerable.Range(0, rows).Where(r => mask.Values[(b * rows) + r] == 1).SelectMany(r => bags.Values.Skip(((b * rows) + r) * width).Take(width)).Select(v => (float)v)];
            float[] pooled = new float[width];
            SlicePooling.Parse(testCase.GetProperty("op").GetString()!).Pool(bag, width, pooled);
            Closeness.Check(testCase, expected.Values.AsSpan(b * width, width), pooled);
        }
    }
}
