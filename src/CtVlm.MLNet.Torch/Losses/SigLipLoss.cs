using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The loss of SigLIP: every pair of an image and a text is a question of its own, answered yes or no.</summary>
/// <remarks>L = -sum over i, j of log s((2 P_ij - 1) z_ij) / N, s the logistic function. <b>Source:</b> Zhai et al., arXiv 2303.15343, equation 1; several positives by P.</remarks>
internal static class SigLipLoss
{
    /// <summary>The loss of a batch.</summary>
    /// <param name="logits">z with its bias, (N, M).</param>
    /// <param name="positives">P, (N, M), bool.</param>
    /// <returns>A scalar in the caller's dispose scope.</returns>
    public static Tensor Compute(Tensor logits, Tensor positives)
    {
        using DisposeScope scope = NewDisposeScope();
        return BinaryLosses.Of(logits, positives).sum().Over(logits.shape[0]).MoveToOuterDisposeScope();
    }
}
