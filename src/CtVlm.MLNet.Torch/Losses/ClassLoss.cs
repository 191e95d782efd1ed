using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The losses of class scores, by what the classes are.</summary>
internal static class ClassLoss
{
    /// <summary>How many scores a bag has: one a class, or one a step between grades.</summary>
    public static int GetScoreCount(PoolingTarget target, int classCount) => target == PoolingTarget.Nominal ? classCount : classCount - 1;

    /// <summary>The mean loss of a batch.</summary>
    /// <param name="target">What the classes are.</param>
    /// <param name="scores">(B, S).</param>
    /// <param name="classes">(B) int64, from 0.</param>
    /// <param name="classWeights">Weight of each class, (C).</param>
    /// <returns>A scalar in the caller's dispose scope.</returns>
    public static Tensor Compute(PoolingTarget target, Tensor scores, Tensor classes, Tensor classWeights) => target switch
    {
        PoolingTarget.Coral => CoralLoss.Compute(scores, classes, classWeights),
        PoolingTarget.Corn => CornLoss.Compute(scores, classes, classWeights),
        _ => nn.functional.cross_entropy(scores, classes, classWeights),
    };
}
