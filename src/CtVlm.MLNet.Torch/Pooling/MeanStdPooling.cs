using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The mean and the standard deviation of each column, one after the other.</summary>
internal sealed class MeanStdPooling : SlicePooling
{
    public const string PoolingName = "meanstd";
    public const double StandardEpsilon = 1e-6;

    private readonly double _epsilon;

    public MeanStdPooling(double epsilon)
    {
        _epsilon = double.IsFinite(epsilon) && epsilon > 0
            ? epsilon
            : throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "What is added to the variance must be above 0: the root has no slope at 0.");
    }

    public override string Name => PoolingName;

    private protected override PoolingArguments Arguments => new(("eps", PoolingArguments.Text(_epsilon)));

    public static MeanStdPooling Create(PoolingArguments arguments) => new(arguments.Number("eps", StandardEpsilon));

    public override int GetOutputWidth(int width) => checked(2 * width);

    internal override PoolingModule CreateModule(int width, int classCount) => new MeanStdModule(_epsilon);

    private sealed class MeanStdModule(double epsilon) : PoolingModule(nameof(MeanStdModule))
    {
        private protected override PooledBags Pool(BagBatch bags)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor mean = PoolingRows.Mean(bags);
            Tensor deviations = bags.ZeroedRows.sub(mean.unsqueeze(1)).Filled(bags.RowMask.logical_not(), 0);
            Tensor variance = deviations.Squared().sum(1).div(bags.Counts); // (B, N, D) -> (B, D)
            return new(cat([mean, variance.Plus(epsilon).sqrt()], 1).MoveToOuterDisposeScope()); // -> (B, 2 D)
        }
    }
}
