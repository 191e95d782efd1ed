using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Noisy-or against its definition, written out.</summary>
public sealed class NoisyOrPoolingTests
{
    public NoisyOrPoolingTests() => TorchRuntime.EnsureLoaded();

    [Fact]
    public void Forward_Probabilities_AgreesWithTheDefinition()
    {
        using DisposeScope scope = NewDisposeScope();
        double[] certain = [0.2, 1, 0.5, 1, 0, 0.3], mixed = [0, 0.9, 0.25, 0.1, 0.999, 1e-3];
        Tensor rows = tensor(certain.Concat(mixed).ToArray(), [2, 3, 2]).requires_grad_();
        using PoolingModule module = SlicePooling.NoisyOr().CreateModule(2, classCount: 0);
        Tensor vectors = module.forward(new BagBatch(rows, ones(2, 3, dtype: @bool))).Vectors;
        vectors.sum().backward();
        PoolingCases.AssertClose([.. Twin(certain), .. Twin(mixed)], PoolingCases.Values(vectors), 1e-14);
        PoolingCases.AssertClose([.. TwinGradient(certain), .. TwinGradient(mixed)], PoolingCases.Values(rows.grad!), 1e-14);
    }

    [Fact]
    public void Forward_TinyProbabilities_KeepTheirDigits()
    {
        using DisposeScope scope = NewDisposeScope();
        using PoolingModule module = SlicePooling.NoisyOr().CreateModule(1, classCount: 0);
        Tensor vectors = module.forward(new BagBatch(full([1, 100, 1], 1e-14, float64), ones(1, 100, dtype: @bool))).Vectors;
        double expected = 1e-12 - (4950 * 1e-28); // n p - n (n - 1) / 2 p^2, the rest below rounding
        Assert.Equal(expected, vectors.item<double>(), expected * 1e-14);
    }

    [Theory]
    [InlineData(1.5f, "1.5")]
    [InlineData(-0.25f, "-0.25")]
    [InlineData(float.NaN, "NaN")]
    public void Pool_NoProbability_NamesRowColumnAndValue(float wrong, string text)
    {
        float[] bag = [0.1f, 0.2f, 0.3f, 0.4f, 0.5f, wrong, 0.7f, 0.8f, 0.9f];
        ArgumentException error = Assert.Throws<ArgumentException>(() => SlicePooling.NoisyOr().Pool(bag, 3, new float[3]));
        Assert.StartsWith($"Pooling 'noisyor' pools probabilities from 0 to 1: row 1, column 2 of bag 0 is {text}.", error.Message, StringComparison.Ordinal);
    }

    private static double[] Twin(double[] rows)
    {
        double[] none = [1, 1];
        for (int i = 0; i < rows.Length; i++)
        {
            none[i % 2] *= 1 - rows[i];
        }

        return [.. none.Select(p => 1 - p)];
    }

    private static IEnumerable<double> TwinGradient(double[] rows) =>
        rows.Select((_, i) => rows.Where((_, j) => j != i && j % 2 == i % 2).Aggregate(1.0, (product, p) => product * (1 - p)));
}
