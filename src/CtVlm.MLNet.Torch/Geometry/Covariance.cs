using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A covariance, and how far it is to be drawn to the identity.</summary>
/// <param name="Plain">(D, D) before shrinkage, in double; belongs to the scope it was made in.</param>
/// <param name="Alpha">The share of the identity; 0 without shrinkage.</param>
/// <param name="Mean">tr(S)/D.</param>
internal sealed record Covariance(Tensor Plain, double Alpha, double Mean)
{
    /// <summary>The covariance of centred rows; torch multiplies, in double.</summary>
    /// <param name="centred">Rows (N, D) of mean 0, in double.</param>
    /// <param name="shrinkage">How far it is drawn to the identity.</param>
    /// <param name="divisor">What the sum of products is divided by; with shrinkage N, as its formula is stated.</param>
    public static Covariance Of(Tensor centred, CovarianceShrinkage shrinkage, double divisor)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor plain = centred.t().matmul(centred).DivideInPlace(divisor); // (D, N) x (N, D) -> (D, D)
        double alpha = shrinkage.Alpha ?? LedoitWolf.Alpha(centred, plain);
        double mean = plain.trace().item<double>() / plain.shape[0];
        return new Covariance(plain.MoveToOuterDisposeScope(), alpha, mean);
    }

    /// <summary>(1 - alpha) S + alpha tr(S)/D I.</summary>
    public Tensor Shrunk()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor shrunk = Plain.Times(1 - Alpha);
        shrunk.diagonal().AddInPlace(Alpha * Mean);
        return shrunk.MoveToOuterDisposeScope();
    }

    /// <summary>Its eigenvalues after shrinkage: the directions stay.</summary>
    /// <param name="values">Eigenvalues before.</param>
    public double[] Shrink(double[] values) => [.. values.Select(v => ((1 - Alpha) * v) + (Alpha * Mean))];
}
