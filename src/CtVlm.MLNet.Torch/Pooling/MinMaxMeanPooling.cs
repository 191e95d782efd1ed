using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The smallest value, the largest value and the mean of each column, one after the other.</summary>
internal sealed class MinMaxMeanPooling : SlicePooling
{
    public const string PoolingName = "minmaxmean";

    public override string Name => PoolingName;

    public override int GetOutputWidth(int width) => checked(3 * width);

    internal override PoolingModule CreateModule(int width, int classCount) => new MinMaxMeanModule();

    private sealed class MinMaxMeanModule() : PoolingModule(nameof(MinMaxMeanModule))
    {
        private protected override PooledBags Pool(BagBatch bags)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor smallest = bags.FilledRows(double.PositiveInfinity).amin([1]); // (B, N, D) -> (B, D)
            Tensor largest = bags.FilledRows(double.NegativeInfinity).amax([1]);
            return new(cat([smallest, largest, PoolingRows.Mean(bags)], 1).MoveToOuterDisposeScope()); // -> (B, 3 D)
        }
    }
}
