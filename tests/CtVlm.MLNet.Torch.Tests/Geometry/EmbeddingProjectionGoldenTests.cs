using System.Text.Json;
using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Projections against the reference: fitted on the training rows, applied to the test rows.</summary>
public class EmbeddingProjectionGoldenTests
{
    private static readonly JsonElement Cases = JsonDocument.Parse(File.ReadAllText(GoldenFiles.Path("geometry", "projection.json"))).RootElement.GetProperty("cases");

    public static TheoryData<string> Ids => [.. Cases.EnumerateArray().Select(c => c.GetProperty("id").GetString()!)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void FitApply_Golden_Agrees(string id)
    {
        using GoldenTensors tensors = new("geometry", "projection.safetensors");
        JsonElement testCase = Cases.EnumerateArray().First(c => c.GetProperty("id").GetString() == id);
        GoldenTensor train = tensors[testCase, "train"], test = tensors[testCase, "test"], expected = tensors[testCase, "testOut"];
        int width = (int)train.Shape[1];
        FittedProjection projection = Create(testCase).Fit(train.ToFloats(), width);
        for (int row = 0; row < test.Shape[0]; row++)
        {
            float[] projected = new float[projection.OutputWidth];
            projection.Apply(test.ToFloats().AsSpan(row * width, width), projected);
            Closeness.Check(testCase, expected.Values.AsSpan(row * projected.Length, projected.Length), projected);
        }

        if (testCase.GetProperty("explainedVariance").ValueKind == JsonValueKind.String)
        {
            Closeness.Check(testCase, tensors[testCase, "explainedVariance"].Values, [.. projection.ExplainedVariance.Select(v => (float)v)]);
        }
    }

    private static EmbeddingProjection Create(JsonElement testCase) => testCase.GetProperty("op").GetString() switch
    {
        "l2" => EmbeddingProjection.L2(),
        "center" => EmbeddingProjection.Centring(),
        "pca" => EmbeddingProjection.Pca(testCase.GetProperty("components").GetInt32()),
        string other => throw new InvalidDataException($"No projection for '{other}'."),
    };
}
