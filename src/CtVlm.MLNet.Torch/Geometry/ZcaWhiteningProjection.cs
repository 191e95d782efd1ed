using TorchSharp;
using static CtVlm.MLNet.Torch.ProjectionText;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Whitened vectors in the axes they came in: V' diag(1/sqrt(variance + epsilon)) V (x - mean).</summary>
/// <remarks>
/// With fewer components, V holds the leading directions only: vectors keep their width, and what lies outside those directions is removed.
/// <b>Source:</b> Bell and Sejnowski, The independent components of natural scenes are edge filters, Vision Research 37, 1997.
/// </remarks>
internal sealed class ZcaWhiteningProjection(WhiteningSettings settings) : EmbeddingProjection
{
    public override string Name => "zca-whitening";

    public override bool NeedsData => true;

    private protected override PoolingArguments Arguments => new(("components", Text(settings.Components, "all")), ("epsilon", Text(settings.Epsilon)), ("shrinkage", Text(settings.Shrinkage)));

    private protected override FittedProjection FitCore(ProjectionData data)
    {
        TorchRuntime.EnsureLoaded();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable mode = no_grad();
        CentredRows centred = TrainingRows.Several(Name, data);
        Whitening whitening = Whitening.Fit(Name, centred, settings, settings.Divisor(data.Count));
        Tensor matrix = whitening.Directions.t().matmul(whitening.Scaled); // (D, K) x (K, D) -> (D, D)
        return new FittedProjection(Name, data.Width, [AffineMap.Create(Name, centred.MeanSingles, matrix)], whitening.Figures);
    }
}
