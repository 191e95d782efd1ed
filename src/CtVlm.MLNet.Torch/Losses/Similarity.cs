using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>How alike vectors of two towers are, as their losses want it.</summary>
internal static class Similarity
{
    private const double LeastLength = 1e-12;

    /// <summary>Vectors of length 1: x / max(|x|, 1e-12).</summary>
    /// <param name="vectors">(..., D).</param>
    /// <returns>In the caller's dispose scope.</returns>
    public static Tensor Unit(Tensor vectors) => nn.functional.normalize(vectors, p: 2, dim: -1, eps: LeastLength);

    /// <summary>exp(logScale) * cos(image, text) + bias.</summary>
    /// <param name="images">(N, D) of any length.</param>
    /// <param name="texts">(M, D) of any length.</param>
    /// <param name="logScale">Scalar.</param>
    /// <param name="bias">Scalar; null adds nothing.</param>
    /// <returns>Logits (N, M) in the caller's dispose scope.</returns>
    public static Tensor Logits(Tensor images, Tensor texts, Tensor logScale, Tensor? bias = null)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor scaled = Unit(images).matmul(Unit(texts).t()).mul(logScale.exp()); // (N, D) x (D, M) -> (N, M)
        return (bias is null ? scaled : scaled.Plus(bias)).MoveToOuterDisposeScope();
    }
}
