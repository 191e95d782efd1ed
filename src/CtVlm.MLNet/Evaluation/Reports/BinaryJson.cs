using System.Text.Json;
using static CtVlm.MLNet.JsonText;

namespace CtVlm.MLNet;

/// <summary>Writes two-class metrics for programs.</summary>
internal static class BinaryJson
{
    /// <summary>One indented JSON document.</summary>
    public static string Write(ClinicalBinaryMetrics metrics) => Document(json => Write(json, metrics));

    private static void Write(Utf8JsonWriter json, ClinicalBinaryMetrics metrics)
    {
        SectionJson.Counts(json, metrics.Frame, metrics.ConfusionMatrix);
        json.WriteString("positiveClass", metrics.PositiveClass);
        json.WriteString("negativeClass", metrics.NegativeClass);
        Value(json, nameof(metrics.Prevalence), metrics.Prevalence);
        SectionJson.CallValues(json, metrics.Rates);
        Values(
            json,
            (nameof(metrics.Accuracy), metrics.Accuracy),
            (nameof(metrics.BalancedAccuracy), metrics.BalancedAccuracy),
            (nameof(metrics.MatthewsCorrelation), metrics.MatthewsCorrelation),
            (nameof(metrics.Kappa), metrics.Kappa),
            (nameof(metrics.Auroc), metrics.Auroc),
            (nameof(metrics.AveragePrecision), metrics.AveragePrecision),
            (nameof(metrics.LogLoss), metrics.LogLoss),
            (nameof(metrics.BrierScore), metrics.BrierScore));
        SectionJson.Call(json, nameof(metrics.ByHalf), metrics.ByHalf);
        SectionJson.Curves(json, metrics.SensitivityAtSpecificity, metrics.DecisionCurve);
        Object(json, nameof(metrics.EqualWidthReliability), () => SectionJson.Diagram(json, metrics.EqualWidthReliability));
        Object(json, nameof(metrics.EqualMassReliability), () => SectionJson.Diagram(json, metrics.EqualMassReliability));
        SectionJson.Levels(json, metrics.MajorityLevel, metrics.ChanceLevel, metrics.MarginChanceLevel);
        SectionJson.Subgroups(json, metrics.Subgroups, subgroup => Write(json, subgroup));
        Undefined(json, metrics.Undefined);
    }
}
