using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>The sum of a block's input and of what the block computed from it.</summary>
internal static class Residual
{
    /// <summary>Adds an update to a stream of tokens; both of one shape.</summary>
    /// <param name="stream">What entered the block; never changed.</param>
    /// <param name="update">
    /// A tensor that the caller has just computed and uses for nothing else: without gradients the sum takes its place, which saves a tensor a sum.
    /// </param>
    /// <returns>The sum; owned by the caller, and possibly <paramref name="update"/> itself.</returns>
    public static torch.Tensor Add(torch.Tensor stream, torch.Tensor update) => torch.is_grad_enabled() ? stream.Plus(update) : update.AddInPlace(stream);
}
