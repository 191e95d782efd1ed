using TorchSharp;
using static CtVlm.MLNet.Torch.ProjectionText;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Linear discriminants of labelled rows; the training mean moves to 0.</summary>
/// <remarks><b>Source:</b> Fisher 1936; scikit-learn's LinearDiscriminantAnalysis, definitions only, priors from the training rows.</remarks>
internal sealed class LdaProjection(string labelColumnName, int? components, CovarianceShrinkage shrinkage) : EmbeddingProjection
{
    public override string Name => "lda";

    public override bool NeedsData => true;

    public override string? LabelColumnName => labelColumnName;

    private protected override PoolingArguments Arguments => new(("label", labelColumnName), ("components", Text(components, "most")), ("shrinkage", Text(shrinkage)));

    private protected override FittedProjection FitCore(ProjectionData data)
    {
        TorchRuntime.EnsureLoaded();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable mode = no_grad();
        CentredRows centred = TrainingRows.Several(Name, data);
        ClassMeans classes = ClassMeans.Of(Name, centred, data.Classes, 2);
        DiscriminantDirections directions = shrinkage.IsNone
            ? SingularDiscriminant.Fit(Name, centred, classes)
            : ShrunkDiscriminant.Fit(Name, centred, classes, shrinkage);
        int count = CountComponents(centred, classes, directions.Ratio.Length);
        Tensor leading = Spectrum.Orient(directions.Rows.narrow(0, 0, count)); // (K, D)
        Dictionary<string, double[]> figures = new()
        {
            [ProjectionFigures.ExplainedVarianceRatio] = directions.Ratio[..count],
            [ProjectionFigures.ClassMeans] = classes.Absolute(centred.Mean),
        };
        if (directions.Alphas.Length > 0)
        {
            figures[ProjectionFigures.Shrinkage] = directions.Alphas;
        }

        return new FittedProjection(Name, data.Width, [AffineMap.Create(Name, centred.MeanSingles, leading)], figures);
    }

    private int CountComponents(CentredRows centred, ClassMeans classes, int found)
    {
        int most = Math.Min(Math.Min(classes.Count - 1, centred.Width), found);
        if (most < 1 || components > most)
        {
            string advice = most < 1 ? "The means of the classes are equal: there is nothing to separate." : $"{classes.Count} classes are separated by at most {most} components: ask for no more.";
            ProjectionThrow.RankTooLow(Name, centred.Count, centred.Width, most, components ?? 1, advice);
        }

        return components ?? most;
    }
}
