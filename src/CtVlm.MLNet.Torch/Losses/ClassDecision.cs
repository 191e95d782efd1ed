using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The class that scores name.</summary>
internal static class ClassDecision
{
    /// <summary>The class of the highest score; for grades, the number of steps that are more likely passed than not, in order.</summary>
    /// <param name="target">What the classes are.</param>
    /// <param name="scores">(B, S).</param>
    /// <returns>(B) int64, in the caller's dispose scope.</returns>
    public static Tensor Take(PoolingTarget target, Tensor scores)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor classes = target switch
        {
            PoolingTarget.Nominal => scores.argmax(1),
            PoolingTarget.Corn => scores.sigmoid().cumprod(1).IsAbove(0.5).to(ScalarType.Int64).sum([1L]),

            // A score above 0 is a probability above a half.
            _ => scores.IsAbove(0).to(ScalarType.Int64).sum([1L]),
        };
        return classes.MoveToOuterDisposeScope();
    }
}
