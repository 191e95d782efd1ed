using TorchSharp;
using static CtVlm.MLNet.Torch.ProjectionText;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Principal components of unit variance: diag(1/sqrt(variance + epsilon)) V (x - mean).</summary>
/// <remarks><b>Source:</b> scikit-learn's PCA(whiten=True) at epsilon 0, definition only.</remarks>
internal sealed class PcaWhiteningProjection(WhiteningSettings settings) : EmbeddingProjection
{
    public override string Name => "pca-whitening";

    public override bool NeedsData => true;

    private protected override PoolingArguments Arguments => new(("components", Text(settings.Components, "all")), ("epsilon", Text(settings.Epsilon)), ("shrinkage", Text(settings.Shrinkage)));

    private protected override FittedProjection FitCore(ProjectionData data)
    {
        TorchRuntime.EnsureLoaded();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable mode = no_grad();
        CentredRows centred = TrainingRows.Several(Name, data);
        Whitening whitening = Whitening.Fit(Name, centred, settings, settings.Divisor(data.Count));
        return new FittedProjection(Name, data.Width, [AffineMap.Create(Name, centred.MeanSingles, whitening.Scaled)], whitening.Figures);
    }
}
