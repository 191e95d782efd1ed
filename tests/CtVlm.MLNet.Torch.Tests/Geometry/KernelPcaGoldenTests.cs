using System.Text.Json;
using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Kernel PCA against scikit-learn.</summary>
public class KernelPcaGoldenTests
{
    public static TheoryData<string> Ids => [.. Cases().Select(c => c.GetProperty("id").GetString()!)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void KernelPca_Golden_Agrees(string id)
    {
        JsonElement golden = Cases().First(c => c.GetProperty("id").GetString() == id);
        int components = golden.GetProperty("components").GetInt32();
        ReferenceTensor train = Read("train"), test = Read("test");
        FittedProjection projection = EmbeddingProjection.KernelPca(components, golden.GetProperty("gamma").GetDouble()).Fit(train.Singles, train.Width);
        Check(golden, "float64", Read($"{id}.eigenvalues").Values, projection.Figures[ProjectionFigures.KernelEigenvalues]);
        Check(golden, "float32", Read($"{id}.train_out").Values, Widen(ProjectionCase.Apply(projection, train.Singles)));
        Check(golden, "float32", Read($"{id}.test_out").Values, Widen(ProjectionCase.Apply(projection, test.Singles)));
    }

    private static double[] Widen(float[] values) => [.. values.Select(v => (double)v)];

    private static void Check(JsonElement golden, string precision, double[] expected, double[] actual)
    {
        JsonElement tolerance = golden.GetProperty("tolerance").GetProperty(precision);
        double relative = tolerance.GetProperty("rtol").GetDouble(), absolute = tolerance.GetProperty("atol").GetDouble();
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(actual[i] - expected[i]) <= absolute + (relative * Math.Abs(expected[i])), $"Value {i}: {expected[i]:R} expected, got {actual[i]:R}.");
        }
    }

    private static ReferenceTensor Read(string name)
    {
        using GoldenTensors tensors = new("geometry", "supplement.safetensors");
        using torch.Tensor tensor = tensors.Read(name);
        using torch.Tensor numbers = tensor.to(torch.float64);
        return new ReferenceTensor([.. tensor.shape.Select(length => (int)length)], numbers.data<double>().ToArray());
    }

    private static JsonElement[] Cases()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(GoldenFiles.Path("geometry", "supplement.json")));
        return [.. document.RootElement.Clone().GetProperty("kernel_pca").EnumerateArray()];
    }
}
