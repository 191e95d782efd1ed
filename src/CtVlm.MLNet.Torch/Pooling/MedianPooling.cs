using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The median of each column; NaN where a row holds NaN.</summary>
/// <remarks><b>Source:</b> definitions of torch.median (lower) and numpy.median (mid).</remarks>
internal sealed class MedianPooling : SlicePooling
{
    public const string PoolingName = "median";

    private readonly MedianVariant _variant;

    public MedianPooling(MedianVariant variant)
    {
        _variant = Enum.IsDefined(variant) ? variant : throw new ArgumentOutOfRangeException(nameof(variant), variant, "There is no such median.");
    }

    public override string Name => PoolingName;

    private protected override PoolingArguments Arguments => new(("variant", PoolingArguments.Text(_variant)));

    public static MedianPooling Create(PoolingArguments arguments) => new(arguments.Choice("variant", MedianVariant.Mid));

    public override int GetOutputWidth(int width) => width;

    internal override PoolingModule CreateModule(int width, int classCount) => new MedianModule(_variant);

    private sealed class MedianModule(MedianVariant variant) : PoolingModule(nameof(MedianModule))
    {
        private protected override PooledBags Pool(BagBatch bags)
        {
            using DisposeScope scope = NewDisposeScope();
            (Tensor sorted, _) = bags.FilledRows(double.PositiveInfinity).sort(1, false, stable: true); // padding goes to the end
            Tensor counts = bags.Mask.sum(1); // (B) int64
            Tensor median = Item(sorted, counts.Minus(1).OverFloor(2));
            if (variant == MedianVariant.Mid)
            {
                median = median.Plus(Item(sorted, counts.OverFloor(2))).Times(0.5);
            }

            Tensor isUnknown = bags.ZeroedRows.isnan().any(1); // NaN sorts behind the padding: it would go unseen
            return new(median.Filled(isUnknown, double.NaN).MoveToOuterDisposeScope());
        }

        /// <summary>(B, N, D) at one place a bag, (B) -> (B, D).</summary>
        private static Tensor Item(Tensor sorted, Tensor places) =>
            sorted.gather(1, places.view(-1, 1, 1).expand(-1, 1, sorted.shape[2])).squeeze(1);
    }
}
