using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The mean of the k largest, of all where a bag has fewer.</summary>
internal sealed class TopKPooling : SlicePooling
{
    public const string PoolingName = "topk";
    public const int StandardCount = 4;

    private readonly int _count;
    private readonly TopKCriterion _criterion;

    public TopKPooling(int count, TopKCriterion criterion)
    {
        _count = count >= 1 ? count : throw new ArgumentOutOfRangeException(nameof(count), count, "k must be 1 or more.");
        _criterion = Enum.IsDefined(criterion) ? criterion : throw new ArgumentOutOfRangeException(nameof(criterion), criterion, "There is no such criterion.");
    }

    public override string Name => PoolingName;

    private protected override PoolingArguments Arguments => new(("k", PoolingArguments.Text(_count)), ("by", PoolingArguments.Text(_criterion)));

    public static TopKPooling Create(PoolingArguments arguments) => new(arguments.Count("k", StandardCount), arguments.Choice("by", TopKCriterion.Norm));

    public override int GetOutputWidth(int width) => width;

    internal override PoolingModule CreateModule(int width, int classCount) =>
        _criterion == TopKCriterion.Norm ? new ByNormModule(_count) : new ByDimensionModule(_count);

    private sealed class ByNormModule(int count) : PoolingModule(nameof(ByNormModule))
    {
        private protected override PooledBags Pool(BagBatch bags)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor squares = bags.ZeroedRows.detach().Squared().sum(2); // (B, N), in the order of the norms
            return new(PoolingRows.MeanOf(bags, PoolingRows.Highest(bags, squares, count)).MoveToOuterDisposeScope()); // -> (B, D)
        }
    }

    private sealed class ByDimensionModule(int count) : PoolingModule(nameof(ByDimensionModule))
    {
        private protected override PooledBags Pool(BagBatch bags)
        {
            using DisposeScope scope = NewDisposeScope();
            (Tensor sorted, _) = bags.FilledRows(double.NegativeInfinity).sort(1, true, stable: true); // (B, N, D); padding goes to the end, NaN to the front
            Tensor counts = bags.Mask.sum(1, keepdim: true).AtMost(count); // (B, 1)
            Tensor isLeft = HeldScalars.Range(sorted.shape[1], counts.dtype, counts.device).unsqueeze(0).ge(counts).unsqueeze(2); // (B, N, 1)
            return new(sorted.Filled(isLeft, 0).sum(1).div(counts.to(sorted.dtype)).MoveToOuterDisposeScope()); // -> (B, D)
        }
    }
}
