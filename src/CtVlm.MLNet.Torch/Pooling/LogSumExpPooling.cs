using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A smooth maximum of each column: (1/r) log mean exp(r x).</summary>
/// <remarks><b>Source:</b> Pinheiro and Collobert, arXiv 1411.6228, equation 6.</remarks>
internal sealed class LogSumExpPooling : SlicePooling
{
    public const string PoolingName = "logsumexp";
    public const double StandardSharpness = 1;

    private readonly double _sharpness;

    public LogSumExpPooling(double sharpness)
    {
        _sharpness = double.IsFinite(sharpness) && sharpness > 0
            ? sharpness
            : throw new ArgumentOutOfRangeException(nameof(sharpness), sharpness, "The sharpness r must be above 0.");
    }

    public override string Name => PoolingName;

    private protected override PoolingArguments Arguments => new(("r", PoolingArguments.Text(_sharpness)));

    public static LogSumExpPooling Create(PoolingArguments arguments) => new(arguments.Number("r", StandardSharpness));

    public override int GetOutputWidth(int width) => width;

    internal override PoolingModule CreateModule(int width, int classCount) => new LogSumExpModule(_sharpness);

    private sealed class LogSumExpModule(double sharpness) : PoolingModule(nameof(LogSumExpModule))
    {
        private protected override PooledBags Pool(BagBatch bags)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor exponents = bags.ZeroedRows.Times(sharpness).Filled(bags.RowMask.logical_not(), double.NegativeInfinity);
            return new(exponents.logsumexp(1).sub(bags.Counts.log()).Over(sharpness).MoveToOuterDisposeScope()); // (B, N, D) -> (B, D)
        }
    }
}
