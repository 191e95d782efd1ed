using System.Text.Json;
using static CtVlm.MLNet.JsonText;

namespace CtVlm.MLNet;

/// <summary>Parts that more than one document has.</summary>
internal static class SectionJson
{
    /// <summary>The classes and their order.</summary>
    public static void Classes(Utf8JsonWriter json, EvaluationFrame frame)
    {
        json.WriteString("classOrder", frame.Axis.Order == ClinicalClassOrder.ByValue ? "byValue" : "byKey");
        json.WriteStartArray("classNames");
        foreach (string name in frame.Axis.Names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }

    /// <summary>Counts of rows and patients, and the confusion matrix.</summary>
    public static void Counts(Utf8JsonWriter json, EvaluationFrame frame, IReadOnlyList<IReadOnlyList<long>> confusion)
    {
        json.WriteNumber("count", frame.Count);
        json.WriteNumber("missingLabelRows", frame.MissingLabelRows);
        Count(json, "groups", frame.Groups);
        json.WriteStartArray("confusionMatrix");
        foreach (IReadOnlyList<long> row in confusion)
        {
            json.WriteStartArray();
            foreach (long count in row)
            {
                json.WriteNumberValue(count);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    /// <summary>The three reference levels.</summary>
    public static void Levels(Utf8JsonWriter json, ReferenceLevel majority, ReferenceLevel chance, ReferenceLevel marginChance)
    {
        Level(json, "majorityLevel", majority);
        Level(json, "chanceLevel", chance);
        Level(json, "marginChanceLevel", marginChance);
    }

    /// <summary>Counts and rates of a call; null where there is none.</summary>
    public static void Call(Utf8JsonWriter json, string property, ClinicalTwoWayMetrics? call)
    {
        if (call is null)
        {
            json.WriteNull(JsonNamingPolicy.CamelCase.ConvertName(property));
            return;
        }

        Object(json, property, () =>
        {
            CallValues(json, call);
            Undefined(json, call.Undefined);
        });
    }

    /// <summary>Counts and rates of a call, into the object that is open.</summary>
    public static void CallValues(Utf8JsonWriter json, ClinicalTwoWayMetrics call)
    {
        json.WriteNumber("truePositives", call.TruePositives);
        json.WriteNumber("falsePositives", call.FalsePositives);
        json.WriteNumber("falseNegatives", call.FalseNegatives);
        json.WriteNumber("trueNegatives", call.TrueNegatives);
        Values(
            json,
            (nameof(call.Sensitivity), call.Sensitivity),
            (nameof(call.Specificity), call.Specificity),
            (nameof(call.Ppv), call.Ppv),
            (nameof(call.Npv), call.Npv),
            (nameof(call.F1), call.F1),
            (nameof(call.Youden), call.Youden));
    }

    /// <summary>Operating points and decision curve, into the object that is open.</summary>
    public static void Curves(Utf8JsonWriter json, IReadOnlyList<SensitivityAtSpecificity> points, IReadOnlyList<DecisionCurvePoint> curve)
    {
        Objects(json, nameof(SensitivityAtSpecificity), points, point => Values(
            json,
            (nameof(point.Specificity), point.Specificity),
            (nameof(point.Sensitivity), point.Sensitivity),
            (nameof(point.Threshold), point.Threshold),
            (nameof(point.LinearSensitivity), point.LinearSensitivity)));
        Objects(json, "DecisionCurve", curve, point => Values(
            json, (nameof(point.Threshold), point.Threshold), (nameof(point.Model), point.Model), (nameof(point.TreatAll), point.TreatAll)));
    }

    /// <summary>The cut points.</summary>
    public static void CutPoints(Utf8JsonWriter json, IReadOnlyList<ClinicalCutPoint> cuts)
        => Objects(json, "CutPoints", cuts, cut =>
        {
            json.WriteString("fromClass", cut.FromClass);
            json.WriteNumber("positives", cut.Positives);
            Values(
                json,
                (nameof(cut.Prevalence), cut.Prevalence),
                (nameof(cut.Auroc), cut.Auroc),
                (nameof(cut.AveragePrecision), cut.AveragePrecision));
            Call(json, nameof(cut.ByPredicted), cut.ByPredicted);
            Call(json, nameof(cut.ByHalf), cut.ByHalf);
            Curves(json, cut.SensitivityAtSpecificity, cut.DecisionCurve);
            Undefined(json, cut.Undefined);
        });

    /// <summary>A reliability diagram, into the object that is open.</summary>
    public static void Diagram(Utf8JsonWriter json, ReliabilityDiagram diagram)
    {
        json.WriteString("name", diagram.Name);
        json.WriteString("binning", Name(diagram.Binning));
        Values(
            json,
            (nameof(diagram.ExpectedCalibrationError), diagram.ExpectedCalibrationError),
            (nameof(diagram.MaximumCalibrationError), diagram.MaximumCalibrationError));
        Objects(json, nameof(diagram.Bins), diagram.Bins, bin =>
        {
            json.WriteNumber("count", bin.Count);
            Values(
                json,
                (nameof(bin.Lower), bin.Lower),
                (nameof(bin.Upper), bin.Upper),
                (nameof(bin.MeanScore), bin.MeanScore),
                (nameof(bin.Fraction), bin.Fraction),
                (nameof(bin.Gap), bin.Gap));
        });
        Undefined(json, diagram.Undefined);
    }

    /// <summary>The placing of bins.</summary>
    public static string Name(ReliabilityBinning binning) => binning == ReliabilityBinning.EqualWidth ? "equalWidth" : "equalMass";

    /// <summary>The subgroups, each with its whole document.</summary>
    public static void Subgroups<TMetrics>(Utf8JsonWriter json, IReadOnlyList<ClinicalSubgroup<TMetrics>> subgroups, Action<TMetrics> write)
        where TMetrics : class
        => Objects(json, "Subgroups", subgroups, subgroup =>
        {
            json.WriteString("value", subgroup.Value);
            json.WriteNumber("count", subgroup.Count);
            Count(json, "groups", subgroup.Groups);
            if (subgroup.Metrics is { } metrics)
            {
                Object(json, "metrics", () => write(metrics));
            }
            else
            {
                json.WriteNull("metrics");
            }
        });

    private static void Level(Utf8JsonWriter json, string property, ReferenceLevel level)
        => Object(json, property, () =>
        {
            json.WriteString("rule", level.Rule);
            Values(
                json,
                (nameof(level.Accuracy), level.Accuracy),
                (nameof(level.BalancedAccuracy), level.BalancedAccuracy),
                (nameof(level.MacroF1), level.MacroF1),
                (nameof(level.Within1), level.Within1),
                (nameof(level.MeanAbsoluteError), level.MeanAbsoluteError),
                (nameof(level.QuadraticWeightedKappa), level.QuadraticWeightedKappa));
            Undefined(json, level.Undefined);
        });
}
