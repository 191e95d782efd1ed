using System.Text;
using static CtVlm.MLNet.TableText;

namespace CtVlm.MLNet;

/// <summary>Writes two-class metrics for people.</summary>
internal static class BinaryTable
{
    /// <summary>The whole table, lines separated by '\n'.</summary>
    public static string Write(ClinicalBinaryMetrics metrics)
    {
        StringBuilder text = new();
        AppendHeading(text, metrics.Frame, $"positive '{metrics.PositiveClass}', prevalence {Number(metrics.Prevalence)}");
        IEnumerable<(string Name, ClinicalTwoWayMetrics Call)> half = metrics.ByHalf is { } call ? [("probability >= 0.5", call)] : [];
        SectionTables.AppendCalls(text, "called by", half.Prepend(("prediction", metrics.Rates)));
        ReferenceLevel[] levels = [metrics.MajorityLevel, metrics.ChanceLevel, metrics.MarginChanceLevel];
        SectionTables.AppendSummary(
            text,
            levels,
            [("accuracy", metrics.Accuracy, level => level.Accuracy), ("balanced accuracy", metrics.BalancedAccuracy, level => level.BalancedAccuracy)],
            [("Matthews correlation", metrics.MatthewsCorrelation), ("kappa", metrics.Kappa)]);
        SectionTables.AppendConfusion(text, metrics.Frame.Axis.Names, metrics.ConfusionMatrix);
        SectionTables.AppendValues(
            text,
            "scores",
            ("AUROC", metrics.Auroc),
            ("average precision", metrics.AveragePrecision),
            ("log-loss", metrics.LogLoss),
            ("Brier score", metrics.BrierScore),
            ("ECE, equal width", metrics.EqualWidthReliability.ExpectedCalibrationError),
            ("MCE, equal width", metrics.EqualWidthReliability.MaximumCalibrationError),
            ("ECE, equal mass", metrics.EqualMassReliability.ExpectedCalibrationError),
            ("MCE, equal mass", metrics.EqualMassReliability.MaximumCalibrationError));
        SectionTables.AppendOperatingPoints(text, [(metrics.PositiveClass, metrics.SensitivityAtSpecificity)]);
        SectionTables.AppendDecisionCurves(text, [(metrics.PositiveClass, metrics.DecisionCurve)]);
        SectionTables.AppendReliability(text, [($"class {metrics.PositiveClass}", metrics.EqualWidthReliability), ($"class {metrics.PositiveClass}", metrics.EqualMassReliability)]);
        SectionTables.AppendSubgroups(
            text,
            metrics.Subgroups,
            [
                ("prevalence", m => m.Prevalence),
                ("sensitivity", m => m.Sensitivity),
                ("specificity", m => m.Specificity),
                ("AUROC", m => m.Auroc),
                ("Brier score", m => m.BrierScore),
                ("ECE", m => m.EqualWidthReliability.ExpectedCalibrationError),
            ]);
        AppendReasons(text, Reasons(metrics, levels));
        return text.ToString().TrimEnd('\n');
    }

    private static IEnumerable<(string Owner, IReadOnlyDictionary<string, string> Reasons)> Reasons(
        ClinicalBinaryMetrics metrics, IEnumerable<ReferenceLevel> levels)
        =>
        [
            (string.Empty, metrics.Undefined),
            (" of probability >= 0.5", metrics.ByHalf?.Undefined ?? new Dictionary<string, string>()),
            (" of reliability", metrics.EqualWidthReliability.Undefined),
            .. levels.Select(level => ($", {level.Rule}", level.Undefined)),
        ];
}
