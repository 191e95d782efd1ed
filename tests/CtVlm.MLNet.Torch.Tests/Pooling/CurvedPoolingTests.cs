using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Means on the sphere and in hyperbolic space, where plain formulas lose their digits.</summary>
public sealed class CurvedPoolingTests
{
    public CurvedPoolingTests() => TorchRuntime.EnsureLoaded();

    [Theory]
    [InlineData(0, 1e-12)]
    [InlineData(1e-6, 1e-12)]
    [InlineData(0.3, 1e-12)]
    [InlineData(5, 1e-12)]
    [InlineData(10, 1e-12)]
    [InlineData(18, 1e-12)]
    [InlineData(29.9, 1e-6)]
    public void Lorentz_OneRow_ComesBackWhateverItsDistance(double distance, double tolerance)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = tensor(new[] { 0.36, 0.48, -0.8 }, [1, 1, 3]).mul(distance).requires_grad_();
        using PoolingModule module = SlicePooling.Lorentz().CreateModule(3, classCount: 0);
        Tensor vector = module.forward(new BagBatch(rows, ones(1, 1, dtype: @bool))).Vectors;
        PoolingCases.AssertClose(PoolingCases.Values(rows), PoolingCases.Values(vector), tolerance);
        vector[0, 0].backward();
        PoolingCases.AssertClose([1, 0, 0], PoolingCases.Values(rows.grad!), Math.Max(tolerance, 1e-8)); // the identity's
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.7)]
    [InlineData(3)]
    public void Lorentz_SeveralRows_GradientIsTheDifferenceQuotient(double scale)
    {
        using DisposeScope scope = NewDisposeScope();
        AssertGradient(SlicePooling.Lorentz(0.7, scale), arange(12, dtype: float64).Times(1.7).sin().view(1, 4, 3));
    }

    [Fact]
    public void Lorentz_RowBeyondReach_IsNamed()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => SlicePooling.Lorentz(scale: 100).Pool([0.1f, 0.2f, 30, 40], 2, new float[2]));
        Assert.StartsWith("Row 1 of bag 0 lies sqrt(c) scale |x| = 5000 from the origin", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lorentz_OppositeRows_MeetAtTheOrigin()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = tensor(new[] { 0.6, 0.3, -0.6, -0.3 }, [1, 2, 2]).requires_grad_();
        using PoolingModule module = SlicePooling.Lorentz().CreateModule(2, classCount: 0);
        Tensor vector = module.forward(new BagBatch(rows, ones(1, 2, dtype: @bool))).Vectors;
        vector.sum().backward();
        Assert.Equal([0, 0], PoolingCases.Values(vector));
        Assert.All(PoolingCases.Values(rows.grad!), g => Assert.InRange(g, 0, 1));
    }

    [Fact]
    public void Frechet_RowsOfEveryLength_GradientIsTheDifferenceQuotient()
    {
        using DisposeScope scope = NewDisposeScope();
        AssertGradient(SlicePooling.Frechet(), arange(12, dtype: float64).Times(1.7).sin().Plus(0.8).view(1, 4, 3));
    }

    [Fact]
    public void Frechet_TwoRows_IsHalfWay()
    {
        float[] pooled = new float[2];
        SlicePooling.Frechet().Pool([3, 0, 0, 0.5f], 2, pooled);
        Assert.Equal(MathF.Sqrt(0.5f), pooled[0], 1e-6f);
        Assert.Equal(MathF.Sqrt(0.5f), pooled[1], 1e-6f);
    }

    [Fact]
    public void Frechet_RowsThatCancel_GiveZero()
    {
        float[] pooled = [1, 1];
        SlicePooling.Frechet().Pool([0.6f, 0.8f, -0.6f, -0.8f], 2, pooled);
        Assert.Equal([0, 0], pooled);
    }

    private static void AssertGradient(SlicePooling pooling, Tensor values)
    {
        Tensor rows = values.clone().requires_grad_();
        using PoolingModule module = pooling.CreateModule((int)rows.shape[2], classCount: 0);
        Loss(rows).backward();
        double[] gradient = PoolingCases.Values(rows.grad!);
        const double Step = 1e-5;
        for (int i = 0; i < gradient.Length; i++)
        {
            Tensor step = nn.functional.one_hot(tensor((long)i), gradient.Length).to(float64).mul(Step).view(values.shape);
            double expected = (Loss(values.add(step)).item<double>() - Loss(values.sub(step)).item<double>()) / (2 * Step);
            Assert.Equal(expected, gradient[i], 1e-8 * Math.Max(1, Math.Abs(expected)));
        }

        Tensor Loss(Tensor at)
        {
            Tensor vectors = module.forward(new BagBatch(at, ones(at.shape[0], at.shape[1], dtype: @bool))).Vectors;
            return vectors.mul(arange(vectors.shape[1], dtype: float64).Plus(1)).sum();
        }
    }
}
