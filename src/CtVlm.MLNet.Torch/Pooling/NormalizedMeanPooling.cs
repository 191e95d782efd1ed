using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The mean, with L2 norms divided out before, after, or both.</summary>
internal sealed class NormalizedMeanPooling : SlicePooling
{
    public const string PoolingName = "normalizedmean";

    private readonly NormalizedMeanOrder _order;

    public NormalizedMeanPooling(NormalizedMeanOrder order)
    {
        _order = Enum.IsDefined(order) ? order : throw new ArgumentOutOfRangeException(nameof(order), order, "There is no such order.");
    }

    public override string Name => PoolingName;

    private protected override PoolingArguments Arguments => new(("order", PoolingArguments.Text(_order)));

    public static NormalizedMeanPooling Create(PoolingArguments arguments) => new(arguments.Choice("order", NormalizedMeanOrder.Rows));

    public override int GetOutputWidth(int width) => width;

    internal override PoolingModule CreateModule(int width, int classCount) => new NormalizedMeanModule(_order);

    private sealed class NormalizedMeanModule(NormalizedMeanOrder order) : PoolingModule(nameof(NormalizedMeanModule))
    {
        private protected override PooledBags Pool(BagBatch bags)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor rows = bags.ZeroedRows;
            Tensor summed = (order == NormalizedMeanOrder.Mean ? rows : PoolingRows.Unit(rows)).sum(1); // (B, N, D) -> (B, D); a row of zeros stays one
            Tensor mean = summed.div(bags.Counts);
            return new((order == NormalizedMeanOrder.Rows ? mean : PoolingRows.Unit(mean)).MoveToOuterDisposeScope());
        }
    }
}
