using TorchSharp;
using static CtVlm.MLNet.Torch.ProjectionText;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Centres vectors and removes the leading principal directions: c - U'U c, c = x - mean.</summary>
/// <remarks>
/// The algorithm as printed removes U'U x of the vector before centring; the centred one is taken here, as most implementations do, so that the training mean stays at 0.
/// <b>Source:</b> Mu and Viswanath, All-but-the-top, ICLR 2018.
/// </remarks>
internal sealed class AllButTheTopProjection(int directions) : EmbeddingProjection
{
    public override string Name => "all-but-the-top";

    public override bool NeedsData => true;

    private protected override PoolingArguments Arguments => new(("directions", Text(directions)));

    private protected override FittedProjection FitCore(ProjectionData data)
    {
        TorchRuntime.EnsureLoaded();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable mode = no_grad();
        CentredRows centred = CentredRows.Load(data);
        PrincipalAxes axes = PrincipalAxes.Fit("All-but-the-top", centred, directions);
        using Tensor contiguous = axes.Directions.contiguous();
        axes.Figures[ProjectionFigures.RemovedDirections] = contiguous.data<double>().ToArray();
        return new FittedProjection(
            Name, data.Width, [new AffineStep(centred.MeanSingles), new RemovalStep(AffineMap.ToSingles(Name, axes.Directions))], axes.Figures);
    }
}
