using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The generalised mean of each column: (mean max(x, eps)^p)^(1/p).</summary>
/// <remarks><b>Source:</b> Radenovic, Tolias and Chum, arXiv 1711.02512, equation 3.</remarks>
internal sealed class GemPooling : SlicePooling
{
    public const string PoolingName = "gem";
    public const double StandardExponent = 3;
    public const double StandardEpsilon = 1e-6;

    private readonly double _exponent;
    private readonly double _epsilon;

    public GemPooling(double exponent, double epsilon)
    {
        _exponent = double.IsFinite(exponent) && exponent > 0
            ? exponent
            : throw new ArgumentOutOfRangeException(nameof(exponent), exponent, "The exponent p must be above 0.");
        _epsilon = double.IsFinite(epsilon) && epsilon > 0
            ? epsilon
            : throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "The smallest value that counts must be above 0: powers of negative values are not real.");
    }

    public override string Name => PoolingName;

    private protected override PoolingArguments Arguments => new(("p", PoolingArguments.Text(_exponent)), ("eps", PoolingArguments.Text(_epsilon)));

    public static GemPooling Create(PoolingArguments arguments) => new(arguments.Number("p", StandardExponent), arguments.Number("eps", StandardEpsilon));

    public override int GetOutputWidth(int width) => width;

    internal override PoolingModule CreateModule(int width, int classCount) => new GemModule(_exponent, _epsilon);

    /// <summary>The generalised mean, differentiable in rows and exponent.</summary>
    /// <param name="bags">The bags.</param>
    /// <param name="exponent">p, above 0, one value.</param>
    /// <param name="epsilon">The smallest value that counts.</param>
    /// <returns>(B, D), in the current dispose scope.</returns>
    internal static Tensor PowerMean(BagBatch bags, Tensor exponent, double epsilon)
    {
        Tensor rows = bags.ZeroedRows.AtLeast(epsilon);
        Tensor largest = rows.detach().amax([1], keepdim: true); // (B, 1, D); any constant scale is exact, this one keeps powers from overflowing
        Tensor powers = rows.div(largest).pow(exponent).Filled(bags.RowMask.logical_not(), 0);
        return powers.sum(1).div(bags.Counts).pow(exponent.reciprocal()).mul(largest.squeeze(1)); // (B, N, D) -> (B, D)
    }

    private sealed class GemModule(double exponent, double epsilon) : PoolingModule(nameof(GemModule))
    {
        private protected override PooledBags Pool(BagBatch bags)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor p = tensor(exponent, bags.Rows.dtype, bags.Rows.device);
            return new(PowerMean(bags, p, epsilon).MoveToOuterDisposeScope());
        }
    }
}
