namespace CtVlm.MLNet;

/// <content>Grades, ranks and probabilities.</content>
public sealed partial class ClinicalClassificationMetrics
{
    /// <summary>Cohen's kappa without weights, up to 1; NaN where one class is all that is seen.</summary>
    public double Kappa => _ordinal.Kappa;

    /// <summary>Kappa with weight |i - j|, up to 1; NaN where one class is all that is seen.</summary>
    public double LinearWeightedKappa => _ordinal.LinearWeightedKappa;

    /// <summary>Kappa with weight (i - j)^2, up to 1; NaN where one class is all that is seen.</summary>
    public double QuadraticWeightedKappa => _ordinal.QuadraticWeightedKappa;

    /// <summary>Mean distance between predicted and actual class, in classes.</summary>
    public double MeanAbsoluteError => _ordinal.MeanAbsoluteError;

    /// <summary>The mean distance of each class that occurs, averaged over these classes.</summary>
    public double MacroMeanAbsoluteError => _ordinal.MacroMeanAbsoluteError;

    /// <summary>Share of rows predicted at most one class off, [0, 1].</summary>
    public double Within1 => _ordinal.Within1;

    /// <summary>Means of <see cref="ClinicalClassMetrics.Auroc"/> over the classes.</summary>
    public ClinicalAurocMeans AurocOneVsRest { get; }

    /// <summary>Means of <see cref="ClinicalClassPair.Auroc"/> over <see cref="ClassPairs"/>.</summary>
    public ClinicalAurocMeans AurocOneVsOne { get; }

    /// <summary>Each pair of classes on its own rows, K (K - 1) / 2 entries in the order (0,1), (0,2), .., (1,2), ..</summary>
    public IReadOnlyList<ClinicalClassPair> ClassPairs { get; }

    /// <summary>Mean of the defined average precisions of the classes, [0, 1].</summary>
    public double MacroAveragePrecision { get; }

    /// <summary>Mean of -ln of the actual class's probability (clipped to [2^-52, 1 - 2^-52]), in nats; NaN where the scores are no probabilities.</summary>
    public double LogLoss { get; }

    /// <summary>Mean summed squared distance of the probabilities from the actual class, over all classes, [0, 2]; NaN where the scores are no probabilities.</summary>
    public double BrierScore { get; }

    /// <summary>Half of <see cref="BrierScore"/>, [0, 1]: for two classes the usual Brier score of the higher one.</summary>
    public double HalfBrierScore { get; }

    /// <summary>Mean summed squared distance of cumulative probabilities, [0, K - 1], lower is better; NaN where the scores are no probabilities.</summary>
    public double RankedProbabilityScore => _ordinal.RankedProbabilityScore;

    /// <summary>The same divided by K - 1, [0, 1]; NaN with it, and for one class.</summary>
    public double NormalizedRankedProbabilityScore => _ordinal.NormalizedRankedProbabilityScore;

    /// <summary>Spearman's correlation of actual class and expected grade (sum of k times score), [-1, 1]; NaN where either does not vary.</summary>
    public double SpearmanCorrelation => _ordinal.SpearmanCorrelation;

    /// <summary>Kendall's tau-b of actual class and expected grade, [-1, 1]; NaN where either does not vary.</summary>
    public double KendallTauB => _ordinal.KendallTauB;

    /// <summary>Each class but the lowest, with all above it, against the rest: K - 1 entries.</summary>
    public IReadOnlyList<ClinicalCutPoint> CutPoints => _ordinal.CutPoints;

    /// <summary>Calibration in ten bins of equal width.</summary>
    public ClinicalCalibration EqualWidthCalibration { get; }

    /// <summary>Calibration in ten bins of about equally many rows.</summary>
    public ClinicalCalibration EqualMassCalibration { get; }

    /// <summary>What always predicting the most frequent class scores.</summary>
    public ReferenceLevel MajorityLevel => _ordinal.MajorityLevel;

    /// <summary>What a random prediction with the shares of the actual classes scores.</summary>
    public ReferenceLevel ChanceLevel => _ordinal.ChanceLevel;

    /// <summary>What a random prediction with the model's own shares of predicted classes scores.</summary>
    public ReferenceLevel MarginChanceLevel => _ordinal.MarginChanceLevel;
}
