using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The CORAL loss of grades: for each step k the binary cross-entropy of "the grade is above k".</summary>
/// <remarks>
/// l_i = -sum over k of [t_ik log s(z_ik) + (1 - t_ik) log s(-z_ik)] with t_ik = 1 where the grade is above k and s the logistic function; the batch has the weighted mean.
/// The scores share one direction and differ by their thresholds, which is the head's part. <b>Source:</b> Cao, Mirjalili and Raschka, arXiv 1901.07884, equation 4.
/// </remarks>
internal static class CoralLoss
{
    /// <summary>The weighted mean loss.</summary>
    /// <param name="scores">(B, C - 1).</param>
    /// <param name="classes">(B) int64, from 0.</param>
    /// <param name="classWeights">(C).</param>
    /// <returns>A scalar in the caller's dispose scope.</returns>
    public static Tensor Compute(Tensor scores, Tensor classes, Tensor classWeights)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor isAbove = classes.unsqueeze(1).gt(HeldScalars.Range(scores.shape[1], int64, scores.device)); // (B) -> (B, C - 1)
        Tensor losses = BinaryLosses.Of(scores, isAbove).sum(1); // (B, C - 1) -> (B)
        Tensor weights = classWeights.index_select(0, classes);
        return losses.mul(weights).sum().div(weights.sum()).MoveToOuterDisposeScope();
    }
}
