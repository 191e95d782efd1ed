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
    /// <exception cref="ArgumentException">They are unknown, or one of a slice is not finite.</exception>
    public static torch.Tensor Require(BagBatch bags, string pooling)
    {
        torch.Tensor positions = bags.PositionsMm ?? throw new ArgumentException($"Pooling '{pooling}' needs the positions of the slices in mm.", nameof(bags));
        RequireFinite(bags, positions);
        return positions;
    }

    /// <summary>Every slice has a place.</summary>
    /// <exception cref="ArgumentException">One is NaN or infinite; the message names the slice.</exception>
    public static void RequireFinite(BagBatch bags, torch.Tensor positionsMm)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor isUnknown = positionsMm.isfinite().logical_not().logical_and(bags.Mask);
        if (isUnknown.any().item<bool>())
        {
            long first = isUnknown.flatten().to(torch.int32).argmax().item<long>();
            throw new ArgumentException($"Slice {first % isUnknown.shape[1]} of bag {first / isUnknown.shape[1]} has no finite position in mm; pool without positions, or leave such a slice out.");
        }
    }
}
