namespace CtVlm.MLNet;

/// <summary>What scores add to a yes-or-no call: ranks, operating points, net benefit. Shared by cut points and two-class models.</summary>
internal sealed class TwoWayScores
{
    /// <summary>Name under which undefined operating points stand.</summary>
    private const string Points = nameof(SensitivityAtSpecificity);

    /// <summary>Computes all; reasons go to <paramref name="undefined"/> under the property names used here.</summary>
    public TwoWayScores(TwoWayRows rows, EvaluationSettings settings, UndefinedValues undefined)
    {
        RocCurve? curve = rows.NoRanks is null ? new RocCurve(rows.Scores, rows.Positive) : null;
        int positives = rows.Positive.Count(positive => positive);
        string? noPositive = positives == 0 ? TwoWayWording.OfSides.NoPositive : null;
        string? oneSide = noPositive ?? (positives == rows.Positive.Length ? TwoWayWording.OfSides.NoNegative : null);
        Auroc = undefined.Unless(nameof(Auroc), rows.NoRanks ?? oneSide, () => MLNet.Auroc.Of(rows.Scores, rows.Positive));
        AveragePrecision = undefined.Unless(nameof(AveragePrecision), rows.NoRanks ?? noPositive, () => curve!.AveragePrecision());
        if ((rows.NoRanks ?? oneSide) is { } reason)
        {
            undefined.Undefined(Points, reason);
        }

        SensitivityAtSpecificity = Array.AsReadOnly(settings.Specificities.Select(target => PointAt(curve, target)).ToArray());
        DecisionCurve = Array.AsReadOnly(Curve(rows, settings, undefined));
        ByHalf = rows.NoProbabilities is null ? Half(rows) : null;
    }

    /// <summary>Area under the ROC curve.</summary>
    public double Auroc { get; }

    /// <summary>Average precision.</summary>
    public double AveragePrecision { get; }

    /// <summary>One entry a target.</summary>
    public IReadOnlyList<SensitivityAtSpecificity> SensitivityAtSpecificity { get; }

    /// <summary>One entry a threshold; none without probabilities.</summary>
    public IReadOnlyList<DecisionCurvePoint> DecisionCurve { get; }

    /// <summary>Positive where the probability is at least 0.5; null without probabilities.</summary>
    public ClinicalTwoWayMetrics? ByHalf { get; }

    private static SensitivityAtSpecificity PointAt(RocCurve? curve, double target)
    {
        (double sensitivity, double threshold) = curve?.StepAt(target) ?? (double.NaN, double.NaN);
        return new SensitivityAtSpecificity
        {
            Specificity = target,
            Sensitivity = sensitivity,
            Threshold = threshold,
            LinearSensitivity = curve?.LinearAt(target) ?? double.NaN,
        };
    }

    private static DecisionCurvePoint[] Curve(TwoWayRows rows, EvaluationSettings settings, UndefinedValues undefined)
    {
        if (rows.NoProbabilities is not { } reason)
        {
            return [.. settings.DecisionThresholds.Select(threshold => NetBenefit.At(rows.Probabilities, rows.Positive, threshold))];
        }

        undefined.Undefined(nameof(DecisionCurve), reason);
        return [];
    }

    private static ClinicalTwoWayMetrics Half(TwoWayRows rows)
        => new(TwoWayCounts.Of(rows.Positive, Array.ConvertAll(rows.Probabilities, probability => probability >= 0.5)), TwoWayWording.OfSides);
}
