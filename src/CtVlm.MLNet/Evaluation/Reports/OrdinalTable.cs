using System.Text;

namespace CtVlm.MLNet;

/// <summary>Writes ordinal metrics for people.</summary>
internal static class OrdinalTable
{
    /// <summary>The whole table, lines separated by '\n'.</summary>
    public static string Write(ClinicalOrdinalMetrics metrics)
    {
        StringBuilder text = new();
        TableText.AppendHeading(text, metrics.Frame, TableText.Classes(metrics.Frame));
        AppendSummary(text, metrics, []);
        SectionTables.AppendConfusion(text, metrics.ClassNames, metrics.ConfusionMatrix);
        SectionTables.AppendValues(text, "scores", Scores(metrics));
        CutPointTables.Append(text, metrics.CutPoints);
        SectionTables.AppendSubgroups(
            text,
            metrics.Subgroups,
            [
                ("balanced accuracy", m => m.BalancedAccuracy),
                ("quadratic kappa", m => m.QuadraticWeightedKappa),
                ("mean abs. error", m => m.MeanAbsoluteError),
                ("within 1", m => m.Within1),
                ("RPS", m => m.RankedProbabilityScore),
                ("Kendall's tau-b", m => m.KendallTauB),
            ]);
        TableText.AppendReasons(text, [(string.Empty, metrics.Undefined), .. Reasons(metrics)]);
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>Counts-based values beside the reference levels, with more values of the caller's at the end.</summary>
    public static void AppendSummary(StringBuilder text, ClinicalOrdinalMetrics metrics, IEnumerable<(string Name, double Model)> more)
        => SectionTables.AppendSummary(
            text,
            Levels(metrics),
            [
                ("accuracy", metrics.Accuracy, level => level.Accuracy),
                ("balanced accuracy", metrics.BalancedAccuracy, level => level.BalancedAccuracy),
                ("within 1 class", metrics.Within1, level => level.Within1),
                ("mean absolute error", metrics.MeanAbsoluteError, level => level.MeanAbsoluteError),
                ("quadratic weighted kappa", metrics.QuadraticWeightedKappa, level => level.QuadraticWeightedKappa),
            ],
            [
                ("linear weighted kappa", metrics.LinearWeightedKappa),
                ("kappa", metrics.Kappa),
                .. more,
                ("macro mean absolute error", metrics.MacroMeanAbsoluteError),
            ]);

    /// <summary>Values of the scores along the grades.</summary>
    public static IEnumerable<(string Name, double Value)> Scores(ClinicalOrdinalMetrics metrics)
        =>
        [
            ("ranked probability score", metrics.RankedProbabilityScore),
            ("ranked probability score / (K - 1)", metrics.NormalizedRankedProbabilityScore),
            ("Spearman's correlation", metrics.SpearmanCorrelation),
            ("Kendall's tau-b", metrics.KendallTauB),
        ];

    /// <summary>Reasons of what is undefined in cut points and levels.</summary>
    public static IEnumerable<(string Owner, IReadOnlyDictionary<string, string> Reasons)> Reasons(ClinicalOrdinalMetrics metrics)
        => CutPointTables.Reasons(metrics.CutPoints).Concat(Levels(metrics).Select(level => ($", {level.Rule}", level.Undefined)));

    private static ReferenceLevel[] Levels(ClinicalOrdinalMetrics metrics) => [metrics.MajorityLevel, metrics.ChanceLevel, metrics.MarginChanceLevel];
}
