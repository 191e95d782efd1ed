using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Powers of symmetric positive definite matrices, with gradients that are finite at repeated eigenvalues.</summary>
/// <remarks>
/// The derivative of A^alpha = U f(L) U' in the direction E is U (K * U' E U) U', K the divided differences (f(l_i) - f(l_j)) / (l_i - l_j), f'(l) where the two are equal.
/// It is carried by applying that linear map, with U and K constant, to A less its own value: nothing in value, everything in gradient.
/// <b>Source:</b> Daleckii and Krein 1965; Bhatia, Matrix Analysis, theorem V.3.3.
/// </remarks>
internal static class MatrixPower
{
    /// <summary>The power.</summary>
    /// <param name="matrices">Symmetric, (B, D, D); one that is not finite gives NaN.</param>
    /// <param name="exponent">alpha, above 0.</param>
    /// <param name="smallest">Eigenvalues are known to be at least this, above 0; those that rounding left below are lifted to it.</param>
    /// <returns>(B, D, D).</returns>
    public static Tensor Of(Tensor matrices, double exponent, double smallest)
    {
        Tensor isBroken = matrices.detach().isfinite().logical_not().flatten(1).any(1).view(-1, 1, 1); // the decomposition refuses what is not finite
        Tensor safe = matrices.Filled(isBroken, 0);
        (Tensor power, Tensor vectors, Tensor slopes) = Decompose(safe.detach(), exponent, smallest);
        Tensor change = safe.sub(safe.detach());
        Tensor turned = vectors.transpose(1, 2).matmul(change).matmul(vectors).mul(slopes);
        return power.Plus(vectors.matmul(turned).matmul(vectors.transpose(1, 2))).Filled(isBroken, double.NaN);
    }

    private static (Tensor Power, Tensor Vectors, Tensor Slopes) Decompose(Tensor matrices, double exponent, double smallest)
    {
        using IDisposable mode = no_grad();
        (Tensor raw, Tensor vectors) = linalg.eigh(matrices); // (B, D), (B, D, D)
        Tensor values = raw.AtLeast(smallest);
        Tensor power = vectors.mul(values.Power(exponent).unsqueeze(1)).matmul(vectors.transpose(1, 2));
        return (power, vectors, DividedDifferences(values, exponent));
    }

    /// <summary>b^(alpha - 1) expm1(alpha t) / expm1(t), t = log(a / b): exact to rounding however near the eigenvalues a and b are. (B, D) -> (B, D, D).</summary>
    private static Tensor DividedDifferences(Tensor values, double exponent)
    {
        Tensor high = maximum(values.unsqueeze(2), values.unsqueeze(1)), low = minimum(values.unsqueeze(2), values.unsqueeze(1));
        Tensor ratio = high.sub(low).div(low); // expm1(t), 0 or more
        Tensor isEqual = ratio.IsEqualTo(0);
        Tensor divisor = ratio.Filled(isEqual, 1);
        Tensor quotient = divisor.log1p().Times(exponent).expm1().div(divisor);
        return quotient.Filled(isEqual, exponent).mul(low.Power(exponent - 1));
    }
}
