using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Matrix powers where eigenvalues repeat.</summary>
public sealed class MatrixPowerTests
{
    public MatrixPowerTests() => TorchRuntime.EnsureLoaded();

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.25)]
    [InlineData(1)]
    public void Of_RepeatedAndNearEigenvalues_GradientIsTheDifferenceQuotient(double exponent)
    {
        foreach (double[] values in new[] { new[] { 2.0, 2, 2, 2 }, [1, 1, 3, 3], [1, 1 + 1e-9, 0.5, 4], [0.01, 0.02, 5, 7] })
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor basis = linalg.qr(arange(16, dtype: float64).Times(1.3).sin().view(4, 4)).Q;
            Tensor matrix = basis.matmul(diag(tensor(values))).matmul(basis.t()).unsqueeze(0).requires_grad_();
            Tensor coefficients = arange(16, dtype: float64).cos().view(1, 4, 4);
            MatrixPower.Of(matrix, exponent, 1e-9).mul(coefficients).sum().backward();
            Assert.All(PoolingCases.Values(matrix.grad!), g => Assert.True(double.IsFinite(g)));
            Tensor direction = arange(16, dtype: float64).Times(0.4).sin().view(1, 4, 4);
            direction = direction.add(direction.transpose(1, 2));
            double actual = matrix.grad!.mul(direction).sum().item<double>();
            const double Step = 1e-4;
            double expected = (Loss(matrix, direction, Step) - Loss(matrix, direction, -Step)) / (2 * Step);
            Assert.Equal(expected, actual, 2e-3 * Math.Max(1, Math.Abs(expected)));

            double Loss(Tensor at, Tensor along, double step) =>
                MatrixPower.Of(at.detach().add(along.mul(step)), exponent, 1e-9).mul(coefficients).sum().item<double>();
        }
    }

    [Theory]
    [InlineData(CovarianceNorm.MatrixSqrt)]
    [InlineData(CovarianceNorm.MatrixPower)]
    [InlineData(CovarianceNorm.NewtonSchulz)]
    public void Forward_OneRow_GradientIsZero(CovarianceNorm norm)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = rand(1, 1, 5, dtype: float64).requires_grad_();
        using PoolingModule module = SlicePooling.Covariance(norm).CreateModule(5, classCount: 0);
        module.forward(new BagBatch(rows, ones(1, 1, dtype: @bool))).Vectors.sum().backward(); // eps I: every eigenvalue the same
        Assert.All(PoolingCases.Values(rows.grad!), g => Assert.Equal(0, g));
    }

    [Fact]
    public void GetOutputWidth_WideRows_AreRefused()
    {
        Assert.Equal(2_098_176, SlicePooling.Covariance().GetOutputWidth(2048));
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => SlicePooling.Covariance().GetOutputWidth(2049));
        Assert.StartsWith("Pooling 'covariance' of rows of 2049 values: at most 2048. Project the rows to fewer dimensions first.", error.Message, StringComparison.Ordinal);
    }
}
