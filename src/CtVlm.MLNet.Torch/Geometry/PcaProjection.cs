using TorchSharp;
using static CtVlm.MLNet.Torch.ProjectionText;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Principal components by a singular value decomposition of the centred rows, in double.</summary>
/// <remarks><b>Source:</b> scikit-learn's PCA(svd_solver="full"), definitions only: explained variance with divisor N - 1.</remarks>
internal sealed class PcaProjection(int components) : EmbeddingProjection
{
    public override string Name => "pca";

    public override bool NeedsData => true;

    private protected override PoolingArguments Arguments => new(("components", Text(components)));

    private protected override FittedProjection FitCore(ProjectionData data)
    {
        TorchRuntime.EnsureLoaded();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable mode = no_grad();
        CentredRows centred = CentredRows.Load(data);
        PrincipalAxes axes = PrincipalAxes.Fit("PCA", centred, components);
        return new FittedProjection(Name, data.Width, [AffineMap.Create(Name, centred.MeanSingles, axes.Directions)], axes.Figures);
    }
}
