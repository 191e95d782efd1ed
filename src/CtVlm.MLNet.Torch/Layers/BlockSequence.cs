using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Runs the blocks of a transformer, one after the other.</summary>
internal static class BlockSequence
{
    /// <summary>(N, T, D) -> (N, T, D).</summary>
    /// <param name="blocks">The blocks.</param>
    /// <param name="input">What enters the first; stays the caller's.</param>
    /// <param name="stage">Is shown "blocks.0", "blocks.1", ...</param>
    /// <returns>What leaves the last, owned by the caller; no more than two blocks' results live at once.</returns>
    public static Tensor Run(IEnumerable<nn.Module<Tensor, Tensor>> blocks, Tensor input, StageHandler? stage)
    {
        Tensor hidden = input.alias();
        foreach ((int index, nn.Module<Tensor, Tensor> block) in blocks.Index())
        {
            using Tensor previous = hidden;
            hidden = Recomputation.IsOn ? Recomputation.Run(block, previous) : block.forward(previous);
            stage?.Invoke($"blocks.{index}", hidden);
        }

        return hidden;
    }
}
