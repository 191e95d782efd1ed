namespace CtVlm.MLNet;

/// <summary>Counts of a yes-or-no call, and its rates. A value whose denominator is 0 is NaN, and <see cref="Undefined"/> says why.</summary>
/// <remarks>All rates but Youden's lie in [0, 1]. <b>Source:</b> definitions in Evaluation/README.md.</remarks>
public sealed class ClinicalTwoWayMetrics
{
    internal ClinicalTwoWayMetrics(TwoWayCounts counts, TwoWayWording wording)
    {
        UndefinedValues undefined = new();
        (TruePositives, FalsePositives, FalseNegatives, TrueNegatives) = counts;
        Sensitivity = undefined.Quotient(nameof(Sensitivity), TruePositives, TruePositives + FalseNegatives, wording.NoPositive);
        Specificity = undefined.Quotient(nameof(Specificity), TrueNegatives, TrueNegatives + FalsePositives, wording.NoNegative);
        Ppv = undefined.Quotient(nameof(Ppv), TruePositives, TruePositives + FalsePositives, wording.NeverCalled);
        Npv = undefined.Quotient(nameof(Npv), TrueNegatives, TrueNegatives + FalseNegatives, wording.AlwaysCalled);
        F1 = undefined.Quotient(nameof(F1), 2.0 * TruePositives, (2 * TruePositives) + FalsePositives + FalseNegatives, wording.Neither);
        double youden = Sensitivity + Specificity - 1;
        Youden = double.IsNaN(youden) ? undefined.Undefined(nameof(Youden), "sensitivity or specificity is undefined") : youden;
        Undefined = undefined.Reasons;
    }

    /// <summary>Positive rows called positive.</summary>
    public long TruePositives { get; }

    /// <summary>Negative rows called positive.</summary>
    public long FalsePositives { get; }

    /// <summary>Positive rows called negative.</summary>
    public long FalseNegatives { get; }

    /// <summary>Negative rows called negative.</summary>
    public long TrueNegatives { get; }

    /// <summary>TP / (TP + FN); NaN without a positive row.</summary>
    public double Sensitivity { get; }

    /// <summary>TN / (TN + FP); NaN without a negative row.</summary>
    public double Specificity { get; }

    /// <summary>Positive predictive value, TP / (TP + FP), at this data's prevalence; NaN where no row is called positive.</summary>
    public double Ppv { get; }

    /// <summary>Negative predictive value, TN / (TN + FN), at this data's prevalence; NaN where every row is called positive.</summary>
    public double Npv { get; }

    /// <summary>2 TP / (2 TP + FP + FN); NaN where no row is positive or called so.</summary>
    public double F1 { get; }

    /// <summary>Sensitivity + specificity - 1, in [-1, 1]; NaN where either is.</summary>
    public double Youden { get; }

    /// <summary>Why a value is NaN, by property name; empty where all are defined.</summary>
    public IReadOnlyDictionary<string, string> Undefined { get; }
}
