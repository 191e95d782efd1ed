using System.Text.Json;
using static CtVlm.MLNet.JsonText;

namespace CtVlm.MLNet;

/// <summary>Writes multiclass metrics for programs.</summary>
internal static class ClinicalJson
{
    /// <summary>One indented JSON document.</summary>
    public static string Write(ClinicalClassificationMetrics metrics) => Document(json => Write(json, metrics));

    private static void Write(Utf8JsonWriter json, ClinicalClassificationMetrics metrics)
    {
        SectionJson.Classes(json, metrics.Ordinal.Frame);
        SectionJson.Counts(json, metrics.Ordinal.Frame, metrics.ConfusionMatrix);
        OrdinalJson.Values(json, metrics.Ordinal);
        WriteSummary(json, metrics);
        Objects(json, "classes", metrics.PerClass, c => WriteClass(json, c));
        WriteMeans(json, nameof(metrics.AurocOneVsRest), metrics.AurocOneVsRest);
        WriteMeans(json, nameof(metrics.AurocOneVsOne), metrics.AurocOneVsOne);
        Objects(json, nameof(metrics.ClassPairs), metrics.ClassPairs, pair => WritePair(json, pair));
        SectionJson.CutPoints(json, metrics.CutPoints);
        WriteCalibration(json, nameof(metrics.EqualWidthCalibration), metrics.EqualWidthCalibration);
        WriteCalibration(json, nameof(metrics.EqualMassCalibration), metrics.EqualMassCalibration);
        SectionJson.Levels(json, metrics.MajorityLevel, metrics.ChanceLevel, metrics.MarginChanceLevel);
        SectionJson.Subgroups(json, metrics.Subgroups, subgroup => Write(json, subgroup));
        Undefined(json, metrics.Undefined);
    }

    private static void WriteSummary(Utf8JsonWriter json, ClinicalClassificationMetrics metrics)
        => Values(
            json,
            (nameof(metrics.MacroSensitivity), metrics.MacroSensitivity),
            (nameof(metrics.MacroSpecificity), metrics.MacroSpecificity),
            (nameof(metrics.MacroPpv), metrics.MacroPpv),
            (nameof(metrics.MacroNpv), metrics.MacroNpv),
            (nameof(metrics.MacroF1), metrics.MacroF1),
            (nameof(metrics.MicroF1), metrics.MicroF1),
            (nameof(metrics.WeightedF1), metrics.WeightedF1),
            (nameof(metrics.MatthewsCorrelation), metrics.MatthewsCorrelation),
            (nameof(metrics.MacroAveragePrecision), metrics.MacroAveragePrecision),
            (nameof(metrics.LogLoss), metrics.LogLoss),
            (nameof(metrics.BrierScore), metrics.BrierScore),
            (nameof(metrics.HalfBrierScore), metrics.HalfBrierScore));

    private static void WriteClass(Utf8JsonWriter json, ClinicalClassMetrics c)
    {
        json.WriteString("name", c.Name);
        json.WriteNumber("count", c.Count);
        Value(json, nameof(c.Prevalence), c.Prevalence);
        SectionJson.CallValues(json, c.Rates);
        Values(json, (nameof(c.Auroc), c.Auroc), (nameof(c.AveragePrecision), c.AveragePrecision));
        Undefined(json, c.Undefined);
    }

    private static void WriteMeans(Utf8JsonWriter json, string property, ClinicalAurocMeans means)
        => Object(json, property, () =>
        {
            Values(
                json,
                (nameof(means.Macro), means.Macro),
                (nameof(means.Weighted), means.Weighted),
                (nameof(means.MacroOfDefined), means.MacroOfDefined),
                (nameof(means.WeightedOfDefined), means.WeightedOfDefined));
            Undefined(json, means.Undefined);
        });

    private static void WritePair(Utf8JsonWriter json, ClinicalClassPair pair)
    {
        json.WriteString("first", pair.First);
        json.WriteString("second", pair.Second);
        Values(json, (nameof(pair.Auroc), pair.Auroc), (nameof(pair.Weight), pair.Weight));
        Undefined(json, pair.Undefined);
    }

    private static void WriteCalibration(Utf8JsonWriter json, string property, ClinicalCalibration calibration)
        => Object(json, property, () =>
        {
            json.WriteString("binning", SectionJson.Name(calibration.Binning));
            Values(
                json,
                (nameof(calibration.ClassWiseExpectedCalibrationError), calibration.ClassWiseExpectedCalibrationError),
                (nameof(calibration.ClassWiseMaximumCalibrationError), calibration.ClassWiseMaximumCalibrationError));
            Object(json, nameof(calibration.TopLabel), () => SectionJson.Diagram(json, calibration.TopLabel));
            Objects(json, nameof(calibration.PerClass), calibration.PerClass, diagram => SectionJson.Diagram(json, diagram));
            Undefined(json, calibration.Undefined);
        });
}
