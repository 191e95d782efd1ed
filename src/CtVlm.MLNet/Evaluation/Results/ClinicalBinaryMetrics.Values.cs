namespace CtVlm.MLNet;

/// <content>Rates, ranks and probabilities.</content>
public sealed partial class ClinicalBinaryMetrics
{
    /// <summary>Positive rows predicted positive.</summary>
    public long TruePositives => _rates.TruePositives;

    /// <summary>Negative rows predicted positive.</summary>
    public long FalsePositives => _rates.FalsePositives;

    /// <summary>Positive rows predicted negative.</summary>
    public long FalseNegatives => _rates.FalseNegatives;

    /// <summary>Negative rows predicted negative.</summary>
    public long TrueNegatives => _rates.TrueNegatives;

    /// <summary>Share of rows predicted right, [0, 1].</summary>
    public double Accuracy { get; }

    /// <summary>Mean of sensitivity and specificity, of those that are defined, [0, 1].</summary>
    public double BalancedAccuracy { get; }

    /// <summary>TP / (TP + FN), [0, 1]; NaN without a positive row.</summary>
    public double Sensitivity => _rates.Sensitivity;

    /// <summary>TN / (TN + FP), [0, 1]; NaN without a negative row.</summary>
    public double Specificity => _rates.Specificity;

    /// <summary>Positive predictive value, TP / (TP + FP), at this data's prevalence, [0, 1]; NaN where no row is predicted positive.</summary>
    public double Ppv => _rates.Ppv;

    /// <summary>Negative predictive value, TN / (TN + FN), at this data's prevalence, [0, 1]; NaN where every row is predicted positive.</summary>
    public double Npv => _rates.Npv;

    /// <summary>2 TP / (2 TP + FP + FN), [0, 1]; NaN where no row is positive or predicted so.</summary>
    public double F1 => _rates.F1;

    /// <summary>Sensitivity + specificity - 1, [-1, 1]; NaN where either is.</summary>
    public double Youden => _rates.Youden;

    /// <summary>Matthews' correlation, [-1, 1]; NaN where truth or prediction does not vary.</summary>
    public double MatthewsCorrelation { get; }

    /// <summary>Cohen's kappa, up to 1; NaN where one class is all that is seen.</summary>
    public double Kappa { get; }

    /// <summary>Area under the ROC curve of the score, equal scores counting half, [0, 1]; NaN where one class is absent.</summary>
    public double Auroc => _scores.Auroc;

    /// <summary>Average precision of the score, [0, 1]; NaN where no row is positive.</summary>
    public double AveragePrecision => _scores.AveragePrecision;

    /// <summary>Mean of -ln of the probability given to the truth (clipped to [2^-52, 1 - 2^-52]), in nats; NaN without probabilities.</summary>
    public double LogLoss { get; }

    /// <summary>Mean squared distance of the probability from the truth, [0, 1]; NaN without probabilities.</summary>
    public double BrierScore { get; }

    /// <summary>Called positive where the probability is at least 0.5, whatever the prediction says; null without probabilities.</summary>
    public ClinicalTwoWayMetrics? ByHalf => _scores.ByHalf;

    /// <summary>Sensitivity where specificity is at least 0.8, 0.9 and 0.95; thresholds are of the score.</summary>
    public IReadOnlyList<SensitivityAtSpecificity> SensitivityAtSpecificity => _scores.SensitivityAtSpecificity;

    /// <summary>Net benefit at probabilities from 0.05 to 0.9; no entry without probabilities.</summary>
    public IReadOnlyList<DecisionCurvePoint> DecisionCurve => _scores.DecisionCurve;

    /// <summary>Probability of the positive class against the truth, ten bins of equal width.</summary>
    public ReliabilityDiagram EqualWidthReliability { get; }

    /// <summary>Probability of the positive class against the truth, ten bins of about equally many rows.</summary>
    public ReliabilityDiagram EqualMassReliability { get; }

    /// <summary>What always predicting the more frequent class scores.</summary>
    public ReferenceLevel MajorityLevel { get; }

    /// <summary>What a random prediction with the share of positive rows scores.</summary>
    public ReferenceLevel ChanceLevel { get; }

    /// <summary>What a random prediction with the model's own share of positive predictions scores.</summary>
    public ReferenceLevel MarginChanceLevel { get; }
}
