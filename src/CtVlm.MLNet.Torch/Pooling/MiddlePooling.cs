using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The slice in the middle: number floor(n / 2), from 0, along the normal where the positions are known, else in the order of the rows.</summary>
/// <remarks><b>Source:</b> YalaLab/rate-evals, configs/model, MIT (the choice, not the code).</remarks>
internal sealed class MiddlePooling : SlicePooling
{
    public const string PoolingName = "middle";

    public override string Name => PoolingName;

    public override bool IsPermutationInvariant => false;

    internal override bool TakesPositions => true;

    public override int GetOutputWidth(int width) => width;

    internal override PoolingModule CreateModule(int width, int classCount) => new MiddleModule();

    private sealed class MiddleModule() : PoolingModule(nameof(MiddleModule))
    {
        private protected override PooledBags Pool(BagBatch bags)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor places = bags.PositionsMm is null ? PoolingRows.Places(bags) : PlacesAlongNormal(bags, bags.PositionsMm);
            Tensor middle = bags.Mask.sum(1, keepdim: true).OverFloor(2); // (B, 1)
            Tensor chosen = places.eq(middle).logical_and(bags.Mask);
            return new(PoolingRows.MeanOf(bags, chosen).MoveToOuterDisposeScope()); // (B, N, D) -> (B, D)
        }

        private static Tensor PlacesAlongNormal(BagBatch bags, Tensor positionsMm)
        {
            SliceSteps.RequireFinite(bags, positionsMm);
            return PoolingRows.Ranks(positionsMm.Filled(bags.Mask.logical_not(), double.PositiveInfinity), descending: false);
        }
    }
}
