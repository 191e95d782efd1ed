using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The CORN loss of grades: for each step k the binary cross-entropy of "the grade is above k", over the bags whose grade is at least k.</summary>
/// <remarks>
/// L = -sum over k and i in S_k of w_i [t_ik log s(z_ik) + (1 - t_ik) log s(-z_ik)] / sum over k and i in S_k of w_i, with S_k the bags of grade k or more, t_ik = 1 where the
/// grade is above k and s the logistic function: step k learns the probability to pass it given that it was reached.
/// <b>Source:</b> Shi, Cao and Raschka, arXiv 2111.08851, equation 5; with weights, which are 1 there.
/// </remarks>
internal static class CornLoss
{
    /// <summary>The weighted mean loss.</summary>
    /// <param name="scores">(B, C - 1).</param>
    /// <param name="classes">(B) int64, from 0.</param>
    /// <param name="classWeights">(C).</param>
    /// <returns>A scalar in the caller's dispose scope.</returns>
    public static Tensor Compute(Tensor scores, Tensor classes, Tensor classWeights)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor steps = HeldScalars.Range(scores.shape[1], int64, scores.device);
        Tensor grades = classes.unsqueeze(1); // (B) -> (B, 1)
        Tensor losses = BinaryLosses.Of(scores, grades.gt(steps)); // (B, C - 1)
        Tensor weights = classWeights.index_select(0, classes).unsqueeze(1).mul(grades.ge(steps).to(scores.dtype)); // (B, C - 1)
        return losses.mul(weights).sum().div(weights.sum()).MoveToOuterDisposeScope();
    }
}
