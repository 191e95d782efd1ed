using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Eigenvalues and eigenvectors of a covariance, by falling eigenvalue.</summary>
/// <param name="Values">At least 0: what rounding leaves below is 0.</param>
/// <param name="Directions">(D, D), one row each; the loading of largest magnitude is positive. Belongs to the scope it was made in.</param>
internal sealed record Spectrum(double[] Values, Tensor Directions)
{
    // Rows arrive in single precision: a variance this far below the largest is their rounding.
    private const double SingleRounding = 1.1920929e-7 * 1.1920929e-7;

    /// <summary>Decomposes a symmetric matrix, in double.</summary>
    public static Spectrum Of(Tensor symmetric)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor values, Tensor vectors) = linalg.eigh(symmetric); // (D) rising, (D, D) in columns
        double[] falling = values.flip(0).AtLeast(0).data<double>().ToArray();
        return new Spectrum(falling, Orient(vectors.t().flip(0)).MoveToOuterDisposeScope());
    }

    /// <summary>Turns each row so that its loading of largest magnitude is positive.</summary>
    public static Tensor Orient(Tensor directions)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor largest = directions.gather(1, directions.abs().argmax(1, keepdim: true)); // (K, 1)
        return (directions * where(largest.IsBelow(0), -ones_like(largest), ones_like(largest))).MoveToOuterDisposeScope();
    }

    /// <summary>How many variances are more than the rounding of single-precision rows.</summary>
    /// <param name="count">N.</param>
    public int Rank(int count)
    {
        double threshold = Values[0] * Math.Max(count, Values.Length) * SingleRounding;
        return Values.Count(v => v > threshold);
    }
}
