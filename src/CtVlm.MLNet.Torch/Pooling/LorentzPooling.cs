using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>The midpoint of the rows in hyperbolic space, as a tangent at the origin.</summary>
/// <remarks><b>Source:</b> Law et al., Lorentzian Distance Learning, ICML 2019, equation 11; see <see cref="LorentzMidpoint"/>.</remarks>
internal sealed class LorentzPooling : SlicePooling
{
    public const string PoolingName = "lorentz";

    private readonly double _curvature;
    private readonly double _scale;

    public LorentzPooling(double curvature, double scale)
    {
        _curvature = double.IsFinite(curvature) && curvature > 0
            ? curvature
            : throw new ArgumentOutOfRangeException(nameof(curvature), curvature, "c, of a space of curvature -c, must be above 0.");
        _scale = double.IsFinite(scale) && scale > 0 ? scale : throw new ArgumentOutOfRangeException(nameof(scale), scale, "The scale must be above 0.");
    }

    public override string Name => PoolingName;

    private protected override PoolingArguments Arguments => new(("c", PoolingArguments.Text(_curvature)), ("scale", PoolingArguments.Text(_scale)));

    public static LorentzPooling Create(PoolingArguments arguments) => new(arguments.Number("c", 1), arguments.Number("scale", 1));

    public override int GetOutputWidth(int width) => width;

    internal override PoolingModule CreateModule(int width, int classCount) => new LorentzModule(_curvature, _scale);

    private sealed class LorentzModule(double curvature, double scale) : PoolingModule(nameof(LorentzModule))
    {
        private protected override PooledBags Pool(BagBatch bags)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            torch.Tensor share = bags.Mask.to(bags.Rows.dtype).div(bags.Counts); // (B, N)
            double root = Math.Sqrt(curvature);
            torch.Tensor tangents = LorentzMidpoint.Of(bags.ZeroedRows.Times(scale * root), share).Over(root); // (B, N, D) -> (B, D)
            return new(tangents.MoveToOuterDisposeScope());
        }
    }
}
