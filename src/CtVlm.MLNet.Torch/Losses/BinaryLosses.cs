using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Binary cross-entropy of scores, by a form that does not overflow.</summary>
internal static class BinaryLosses
{
    /// <summary>-log s(z) where true, -log s(-z) elsewhere, both from max(0, -+z) + log(1 + exp(-|z|)).</summary>
    /// <param name="scores">z, any shape.</param>
    /// <param name="isTrue">The answers, bool of that shape.</param>
    /// <returns>Losses of that shape, in the caller's dispose scope.</returns>
    public static Tensor Of(Tensor scores, Tensor isTrue)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor signed = where(isTrue, scores.neg(), scores);
        return signed.AtLeast(0).Plus(scores.abs().neg().exp().log1p()).MoveToOuterDisposeScope();
    }
}
