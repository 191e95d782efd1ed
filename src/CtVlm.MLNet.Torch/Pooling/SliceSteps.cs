using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Places of slices, counted in steps of some millimetres from the first slice of their bag.</summary>
internal static class SliceSteps
{
    /// <summary>(position - least position of the bag) / step, 0 where there is no slice: (B, N).</summary>
    /// <param name="bags">The bags.</param>
    /// <param name="stepMm">The step, mm.</param>
    /// <param name="pooling">Who asks, for the message.</param>
    /// <exception cref="ArgumentException">The positions are unknown.</exception>
    public static torch.Tensor Of(BagBatch bags, double stepMm, string pooling)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor positions = Require(bags, pooling);
        torch.Tensor isPadding = bags.Mask.logical_not();
        torch.Tensor first = positions.Filled(isPadding, double.PositiveInfinity).amin([1], keepdim: true); // -> (B, 1)
        return (positions - first).Filled(isPadding, 0).Over(stepMm).MoveToOuterDisposeScope();
    }

    /// <summary>The positions of bags that must have them: (B, N), mm.</summary>
    /// <exception cref="ArgumentException">They are unknown.</exception>
    public static torch.Tensor Require(BagBatch bags, string pooling) =>
        bags.PositionsMm ?? throw new ArgumentException($"Pooling '{pooling}' needs the positions of the slices in mm.", nameof(bags));
}
