using System.Text.Json;
using static CtVlm.MLNet.JsonText;

namespace CtVlm.MLNet;

/// <summary>Writes ordinal metrics for programs.</summary>
internal static class OrdinalJson
{
    /// <summary>One indented JSON document.</summary>
    public static string Write(ClinicalOrdinalMetrics metrics) => Document(json => Write(json, metrics));

    /// <summary>Agreement, distance and ranks, into the object that is open.</summary>
    public static void Values(Utf8JsonWriter json, ClinicalOrdinalMetrics metrics)
        => JsonText.Values(
            json,
            (nameof(metrics.Accuracy), metrics.Accuracy),
            (nameof(metrics.BalancedAccuracy), metrics.BalancedAccuracy),
            (nameof(metrics.Kappa), metrics.Kappa),
            (nameof(metrics.LinearWeightedKappa), metrics.LinearWeightedKappa),
            (nameof(metrics.QuadraticWeightedKappa), metrics.QuadraticWeightedKappa),
            (nameof(metrics.MeanAbsoluteError), metrics.MeanAbsoluteError),
            (nameof(metrics.MacroMeanAbsoluteError), metrics.MacroMeanAbsoluteError),
            (nameof(metrics.Within1), metrics.Within1),
            (nameof(metrics.RankedProbabilityScore), metrics.RankedProbabilityScore),
            (nameof(metrics.NormalizedRankedProbabilityScore), metrics.NormalizedRankedProbabilityScore),
            (nameof(metrics.SpearmanCorrelation), metrics.SpearmanCorrelation),
            (nameof(metrics.KendallTauB), metrics.KendallTauB));

    private static void Write(Utf8JsonWriter json, ClinicalOrdinalMetrics metrics)
    {
        SectionJson.Classes(json, metrics.Frame);
        SectionJson.Counts(json, metrics.Frame, metrics.ConfusionMatrix);
        Values(json, metrics);
        SectionJson.CutPoints(json, metrics.CutPoints);
        SectionJson.Levels(json, metrics.MajorityLevel, metrics.ChanceLevel, metrics.MarginChanceLevel);
        SectionJson.Subgroups(json, metrics.Subgroups, subgroup => Write(json, subgroup));
        Undefined(json, metrics.Undefined);
    }
}
