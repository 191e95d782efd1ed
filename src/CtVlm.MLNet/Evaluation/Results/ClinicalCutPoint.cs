namespace CtVlm.MLNet;

/// <summary>The grades cut in two: a class and all above it against all below, as a decision to treat would.</summary>
/// <remarks>The score of a row is the sum of its scores from the class up. <b>Source:</b> definitions in Evaluation/README.md.</remarks>
public sealed class ClinicalCutPoint
{
    private readonly TwoWayScores _scores;

    internal ClinicalCutPoint(ScoredRows rows, int from, string name, string? noProbabilities, EvaluationSettings settings)
    {
        UndefinedValues undefined = new();
        TwoWayRows sides = TwoWayRows.FromClass(rows, from, noProbabilities);
        FromClass = name;
        ByPredicted = new ClinicalTwoWayMetrics(TwoWayCounts.Of(sides.Positive, sides.Called), TwoWayWording.OfSides);
        Prevalence = (double)Positives / rows.Count;
        _scores = new TwoWayScores(sides, settings, undefined);
        if (ByHalf is null)
        {
            undefined.Undefined(nameof(ByHalf), noProbabilities!);
        }

        Undefined = undefined.Reasons;
    }

    /// <summary>The lowest class that counts as positive.</summary>
    public string FromClass { get; }

    /// <summary>Rows of this class or above.</summary>
    public long Positives => ByPredicted.TruePositives + ByPredicted.FalseNegatives;

    /// <summary>Their share, [0, 1].</summary>
    public double Prevalence { get; }

    /// <summary>Called positive where the predicted class is this one or above.</summary>
    public ClinicalTwoWayMetrics ByPredicted { get; }

    /// <summary>Called positive where the summed probability is at least 0.5; null where the scores are no probabilities.</summary>
    public ClinicalTwoWayMetrics? ByHalf => _scores.ByHalf;

    /// <summary>Area under the ROC curve of the summed score, equal scores counting half, [0, 1]; NaN where one side is absent.</summary>
    public double Auroc => _scores.Auroc;

    /// <summary>Average precision of the summed score, [0, 1]; its chance level is <see cref="Prevalence"/>. NaN where no row is positive.</summary>
    public double AveragePrecision => _scores.AveragePrecision;

    /// <summary>Sensitivity where specificity is at least 0.8, 0.9 and 0.95.</summary>
    public IReadOnlyList<SensitivityAtSpecificity> SensitivityAtSpecificity => _scores.SensitivityAtSpecificity;

    /// <summary>Net benefit at thresholds from 0.05 to 0.9; no entry where the scores are no probabilities.</summary>
    public IReadOnlyList<DecisionCurvePoint> DecisionCurve => _scores.DecisionCurve;

    /// <summary>Why a value is NaN or left out, by property name; empty where all are defined. The calls carry their own.</summary>
    public IReadOnlyDictionary<string, string> Undefined { get; }
}
