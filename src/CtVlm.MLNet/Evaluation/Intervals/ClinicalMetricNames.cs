namespace CtVlm.MLNet;

/// <summary>Names of the metrics that intervals and comparisons are made for. Those of one class, or of one cut-point, come once for each.</summary>
/// <remarks><b>Source:</b> definitions in Evaluation/README.md and Evaluation/Intervals/README.md.</remarks>
public static class ClinicalMetricNames
{
    /// <summary>Share of rows predicted right, [0, 1].</summary>
    public const string Accuracy = "accuracy";

    /// <summary>Mean sensitivity of the classes that occur, [0, 1].</summary>
    public const string BalancedAccuracy = "balancedAccuracy";

    /// <summary>Mean F1 of the classes that are present or predicted, [0, 1].</summary>
    public const string MacroF1 = "macroF1";

    /// <summary>Cohen's kappa without weights.</summary>
    public const string Kappa = "kappa";

    /// <summary>Kappa with weight |i - j|.</summary>
    public const string LinearWeightedKappa = "linearWeightedKappa";

    /// <summary>Kappa with weight (i - j)^2.</summary>
    public const string QuadraticWeightedKappa = "quadraticWeightedKappa";

    /// <summary>Matthews' correlation for K classes.</summary>
    public const string MatthewsCorrelation = "matthewsCorrelation";

    /// <summary>Mean distance between predicted and actual class, in classes; smaller is better.</summary>
    public const string MeanAbsoluteError = "meanAbsoluteError";

    /// <summary>The mean distance of each class that occurs, averaged over these classes; smaller is better.</summary>
    public const string MacroMeanAbsoluteError = "macroMeanAbsoluteError";

    /// <summary>Share of rows predicted at most one class off, [0, 1].</summary>
    public const string Within1 = "within1";

    /// <summary>Mean of the areas of each class against the rest; undefined as soon as a class is absent.</summary>
    public const string MacroAuroc = "macroAuroc";

    /// <summary>Mean squared distance of the probabilities from the actual class, summed over classes, [0, 2]; smaller is better.</summary>
    public const string Brier = "brier";

    /// <summary>Mean of -ln of the probability of the actual class; smaller is better.</summary>
    public const string LogLoss = "logLoss";

    /// <summary>Mean squared distance of the cumulative probabilities, summed over the K-1 cut-points; smaller is better.</summary>
    public const string RankedProbabilityScore = "rankedProbabilityScore";

    /// <summary>Sensitivity of a class against the rest.</summary>
    public const string Sensitivity = "sensitivity";

    /// <summary>Specificity of a class against the rest.</summary>
    public const string Specificity = "specificity";

    /// <summary>Positive predictive value of a class against the rest.</summary>
    public const string Ppv = "ppv";

    /// <summary>Negative predictive value of a class against the rest.</summary>
    public const string Npv = "npv";

    /// <summary>Area under the ROC curve of a class against the rest, by the score of that class.</summary>
    public const string Auroc = "auroc";

    /// <summary>Area under the ROC curve of a class or worse against milder ones, by the sum of the scores from that class on.</summary>
    public const string CutPointAuroc = "cutPointAuroc";
}
