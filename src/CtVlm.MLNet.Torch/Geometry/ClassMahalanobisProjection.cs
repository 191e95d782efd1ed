using TorchSharp;
using static CtVlm.MLNet.Torch.ProjectionText;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Squared Mahalanobis distance from the mean of each class, with one covariance within classes.</summary>
/// <remarks><b>Source:</b> Lee et al., A simple unified framework for detecting out-of-distribution samples, NeurIPS 2018; the covariance by Ledoit and Wolf 2004 of the class-centred rows, divisor N.</remarks>
internal sealed class ClassMahalanobisProjection(string labelColumnName, CovarianceShrinkage shrinkage) : EmbeddingProjection
{
    public override string Name => "class-mahalanobis";

    public override bool NeedsData => true;

    public override string? LabelColumnName => labelColumnName;

    private WhiteningSettings Settings => new(null, 0, shrinkage) { Advice = "Give a shrinkage, or train on more rows." };

    private protected override PoolingArguments Arguments => new(("label", labelColumnName), ("shrinkage", Text(shrinkage)));

    private protected override FittedProjection FitCore(ProjectionData data)
    {
        TorchRuntime.EnsureLoaded();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable mode = no_grad();
        CentredRows centred = TrainingRows.Several(Name, data);
        ClassMeans classes = ClassMeans.Of(Name, centred, data.Classes, 1);
        Whitening whitening = Whitening.Fit(Name, centred with { Rows = classes.Within }, Settings, data.Count);
        Tensor centres = classes.Means.matmul(whitening.Scaled.t()); // (C, D) x (D, D) -> (C, D)
        return new FittedProjection(
            Name,
            data.Width,
            [AffineMap.Create(Name, centred.MeanSingles, whitening.Scaled), new MahalanobisStep(AffineMap.ToSingles(Name, centres))],
            new Dictionary<string, double[]>
            {
                [ProjectionFigures.Shrinkage] = whitening.Figures[ProjectionFigures.Shrinkage],
                [ProjectionFigures.ClassMeans] = classes.Absolute(centred.Mean),
            });
    }
}
