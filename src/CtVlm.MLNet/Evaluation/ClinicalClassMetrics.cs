namespace CtVlm.MLNet;

/// <summary>One class against all others. A value whose denominator is 0 is NaN, and <see cref="Undefined"/> says why.</summary>
/// <remarks>All rates lie in [0, 1]. <b>Source:</b> definitions in Evaluation/README.md.</remarks>
public sealed class ClinicalClassMetrics
{
    internal ClinicalClassMetrics(ConfusionCounts counts, int index, string name)
    {
        UndefinedValues undefined = new();
        Name = name;
        TruePositives = counts[index, index];
        FalsePositives = counts.Predicted[index] - TruePositives;
        FalseNegatives = counts.Actual[index] - TruePositives;
        TrueNegatives = counts.Total - TruePositives - FalsePositives - FalseNegatives;
        Prevalence = (double)Count / counts.Total;
        Sensitivity = undefined.Quotient(nameof(Sensitivity), TruePositives, Count, "no row of this class");
        Specificity = undefined.Quotient(nameof(Specificity), TrueNegatives, TrueNegatives + FalsePositives, "no row of another class");
        Ppv = undefined.Quotient(nameof(Ppv), TruePositives, TruePositives + FalsePositives, "never predicted");
        Npv = undefined.Quotient(nameof(Npv), TrueNegatives, TrueNegatives + FalseNegatives, "predicted for every row");
        F1 = undefined.Quotient(
            nameof(F1), 2.0 * TruePositives, (2 * TruePositives) + FalsePositives + FalseNegatives, "neither present nor predicted");
        double youden = Sensitivity + Specificity - 1;
        Youden = double.IsNaN(youden) ? undefined.Undefined(nameof(Youden), "sensitivity or specificity is undefined") : youden;
        Undefined = undefined.Reasons;
    }

    /// <summary>The class's name: its key value, or its position where the data names none.</summary>
    public string Name { get; }

    /// <summary>Rows of this class.</summary>
    public long Count => TruePositives + FalseNegatives;

    /// <summary>Rows of this class predicted as it.</summary>
    public long TruePositives { get; }

    /// <summary>Rows of other classes predicted as this one.</summary>
    public long FalsePositives { get; }

    /// <summary>Rows of this class predicted as another.</summary>
    public long FalseNegatives { get; }

    /// <summary>Rows of other classes predicted as others.</summary>
    public long TrueNegatives { get; }

    /// <summary>Share of this class among all rows.</summary>
    public double Prevalence { get; }

    /// <summary>TP / (TP + FN); NaN where the class is absent.</summary>
    public double Sensitivity { get; }

    /// <summary>TN / (TN + FP); NaN where it is the only class.</summary>
    public double Specificity { get; }

    /// <summary>Positive predictive value, TP / (TP + FP), at this data's prevalence; NaN where the class is never predicted.</summary>
    public double Ppv { get; }

    /// <summary>Negative predictive value, TN / (TN + FN), at this data's prevalence; NaN where every row is predicted as the class.</summary>
    public double Npv { get; }

    /// <summary>2 TP / (2 TP + FP + FN). 0 for a class that is absent but predicted; NaN where it is neither.</summary>
    public double F1 { get; }

    /// <summary>Sensitivity + specificity - 1, in [-1, 1]; NaN where either is.</summary>
    public double Youden { get; }

    /// <summary>Why a value is NaN, by property name; empty where all are defined.</summary>
    public IReadOnlyDictionary<string, string> Undefined { get; }
}
