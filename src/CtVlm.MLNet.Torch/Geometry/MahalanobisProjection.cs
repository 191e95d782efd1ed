using TorchSharp;
using static CtVlm.MLNet.Torch.ProjectionText;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Squared Mahalanobis distance from the training mean: c'S^-1 c, c = x - mean.</summary>
/// <remarks><b>Source:</b> Mahalanobis 1936; the covariance by Ledoit and Wolf 2004, divisor N.</remarks>
internal sealed class MahalanobisProjection(CovarianceShrinkage shrinkage) : EmbeddingProjection
{
    public override string Name => "mahalanobis";

    public override bool NeedsData => true;

    private WhiteningSettings Settings => new(null, 0, shrinkage) { Advice = "Give a shrinkage, or train on more rows." };

    private protected override PoolingArguments Arguments => new(("shrinkage", Text(shrinkage)));

    private protected override FittedProjection FitCore(ProjectionData data)
    {
        TorchRuntime.EnsureLoaded();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable mode = no_grad();
        CentredRows centred = TrainingRows.Several(Name, data);
        Whitening whitening = Whitening.Fit(Name, centred, Settings, data.Count);
        return new FittedProjection(
            Name,
            data.Width,
            [AffineMap.Create(Name, centred.MeanSingles, whitening.Scaled), new MahalanobisStep(new float[data.Width])],
            new Dictionary<string, double[]> { [ProjectionFigures.Shrinkage] = whitening.Figures[ProjectionFigures.Shrinkage] });
    }
}
