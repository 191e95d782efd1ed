namespace CtVlm.MLNet;

/// <summary>One class against all others. A value whose denominator is 0 is NaN, and <see cref="Undefined"/> says why.</summary>
/// <remarks>All rates lie in [0, 1]. <b>Source:</b> definitions in Evaluation/README.md.</remarks>
public sealed class ClinicalClassMetrics
{
    private readonly ClinicalTwoWayMetrics _rates;

    internal ClinicalClassMetrics(ScoredRows rows, ConfusionCounts counts, int index, string name, double auroc)
    {
        _rates = new ClinicalTwoWayMetrics(TwoWayCounts.OfClass(counts, index), TwoWayWording.OfClass);
        UndefinedValues undefined = new();
        undefined.Add(_rates.Undefined);
        Name = name;
        Prevalence = (double)Count / counts.Total;
        bool[] positive = new bool[rows.Count];
        double[] scores = new double[rows.Count];
        rows.MarkActual(index, positive);
        rows.CopyScores(index, scores);
        string? noPositive = Count == 0 ? TwoWayWording.OfClass.NoPositive : rows.IsScored(index) ? null : NoScore;
        string? noRanks = noPositive ?? (Count == counts.Total ? TwoWayWording.OfClass.NoNegative : null);
        AveragePrecision = undefined.Unless(nameof(AveragePrecision), noPositive, () => new RocCurve(scores, positive).AveragePrecision());
        Auroc = undefined.Unless(nameof(Auroc), noRanks, () => auroc);
        Undefined = undefined.Reasons;
    }

    /// <summary>The class's name: its key value, or its position where the data names none.</summary>
    public string Name { get; }

    /// <summary>Rows of this class.</summary>
    public long Count => TruePositives + FalseNegatives;

    /// <summary>Rows of this class predicted as it.</summary>
    public long TruePositives => _rates.TruePositives;

    /// <summary>Rows of other classes predicted as this one.</summary>
    public long FalsePositives => _rates.FalsePositives;

    /// <summary>Rows of this class predicted as another.</summary>
    public long FalseNegatives => _rates.FalseNegatives;

    /// <summary>Rows of other classes predicted as others.</summary>
    public long TrueNegatives => _rates.TrueNegatives;

    /// <summary>Share of this class among all rows.</summary>
    public double Prevalence { get; }

    /// <summary>TP / (TP + FN); NaN where the class is absent.</summary>
    public double Sensitivity => _rates.Sensitivity;

    /// <summary>TN / (TN + FP); NaN where it is the only class.</summary>
    public double Specificity => _rates.Specificity;

    /// <summary>Positive predictive value, TP / (TP + FP), at this data's prevalence; NaN where the class is never predicted.</summary>
    public double Ppv => _rates.Ppv;

    /// <summary>Negative predictive value, TN / (TN + FN), at this data's prevalence; NaN where every row is predicted as the class.</summary>
    public double Npv => _rates.Npv;

    /// <summary>2 TP / (2 TP + FP + FN). 0 for a class that is absent but predicted; NaN where it is neither.</summary>
    public double F1 => _rates.F1;

    /// <summary>Sensitivity + specificity - 1, in [-1, 1]; NaN where either is.</summary>
    public double Youden => _rates.Youden;

    /// <summary>
    /// Area under the ROC curve of the class's own score, class against the rest, equal scores counting half, [0, 1]; margins serve as well as probabilities.
    /// NaN where the class is absent, alone, or without a score of the model.
    /// </summary>
    public double Auroc { get; }

    /// <summary>Average precision of the class's own score, [0, 1]; its chance level is <see cref="Prevalence"/>. NaN where the class is absent or without a score.</summary>
    public double AveragePrecision { get; }

    /// <summary>Why a value is NaN, by property name; empty where all are defined.</summary>
    public IReadOnlyDictionary<string, string> Undefined { get; }

    /// <summary>Counts and rates, for reports.</summary>
    internal ClinicalTwoWayMetrics Rates => _rates;

    /// <summary>Reason of rank metrics of a class that only the labels know.</summary>
    internal const string NoScore = "the model gives this class no score";
}
