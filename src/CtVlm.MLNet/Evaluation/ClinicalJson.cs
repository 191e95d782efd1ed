using System.Text;
using System.Text.Json;

namespace CtVlm.MLNet;

/// <summary>Writes the metrics for programs.</summary>
internal static class ClinicalJson
{
    /// <summary>One indented JSON document.</summary>
    public static string Write(ClinicalClassificationMetrics metrics)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            WriteCounts(json, metrics);
            WriteSummary(json, metrics);
            json.WriteStartArray("classes");
            foreach (ClinicalClassMetrics c in metrics.PerClass)
            {
                WriteClass(json, c);
            }

            json.WriteEndArray();
            WriteLevel(json, "majorityLevel", metrics.MajorityLevel);
            WriteLevel(json, "chanceLevel", metrics.ChanceLevel);
            WriteLevel(json, "marginChanceLevel", metrics.MarginChanceLevel);
            WriteUndefined(json, metrics.Undefined);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteCounts(Utf8JsonWriter json, ClinicalClassificationMetrics metrics)
    {
        json.WriteNumber("count", metrics.Count);
        json.WriteNumber("missingLabelRows", metrics.MissingLabelRows);
        if (metrics.Groups is int groups)
        {
            json.WriteNumber("groups", groups);
        }
        else
        {
            json.WriteNull("groups");
        }

        json.WriteString("classOrder", metrics.ClassOrder == ClinicalClassOrder.ByValue ? "byValue" : "byKey");
        json.WriteStartArray("classNames");
        foreach (string name in metrics.ClassNames)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteStartArray("confusionMatrix");
        foreach (IReadOnlyList<long> row in metrics.ConfusionMatrix)
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

    private static void WriteSummary(Utf8JsonWriter json, ClinicalClassificationMetrics metrics)
    {
        WriteValue(json, nameof(metrics.Accuracy), metrics.Accuracy);
        WriteValue(json, nameof(metrics.BalancedAccuracy), metrics.BalancedAccuracy);
        WriteValue(json, nameof(metrics.MacroSensitivity), metrics.MacroSensitivity);
        WriteValue(json, nameof(metrics.MacroSpecificity), metrics.MacroSpecificity);
        WriteValue(json, nameof(metrics.MacroPpv), metrics.MacroPpv);
        WriteValue(json, nameof(metrics.MacroNpv), metrics.MacroNpv);
        WriteValue(json, nameof(metrics.MacroF1), metrics.MacroF1);
        WriteValue(json, nameof(metrics.WeightedF1), metrics.WeightedF1);
        WriteValue(json, nameof(metrics.MatthewsCorrelation), metrics.MatthewsCorrelation);
        WriteValue(json, nameof(metrics.Kappa), metrics.Kappa);
        WriteValue(json, nameof(metrics.LinearWeightedKappa), metrics.LinearWeightedKappa);
        WriteValue(json, nameof(metrics.QuadraticWeightedKappa), metrics.QuadraticWeightedKappa);
        WriteValue(json, nameof(metrics.MeanAbsoluteError), metrics.MeanAbsoluteError);
        WriteValue(json, nameof(metrics.MacroMeanAbsoluteError), metrics.MacroMeanAbsoluteError);
        WriteValue(json, nameof(metrics.Within1), metrics.Within1);
    }

    private static void WriteClass(Utf8JsonWriter json, ClinicalClassMetrics c)
    {
        json.WriteStartObject();
        json.WriteString("name", c.Name);
        json.WriteNumber("count", c.Count);
        json.WriteNumber("truePositives", c.TruePositives);
        json.WriteNumber("falsePositives", c.FalsePositives);
        json.WriteNumber("falseNegatives", c.FalseNegatives);
        json.WriteNumber("trueNegatives", c.TrueNegatives);
        WriteValue(json, nameof(c.Prevalence), c.Prevalence);
        WriteValue(json, nameof(c.Sensitivity), c.Sensitivity);
        WriteValue(json, nameof(c.Specificity), c.Specificity);
        WriteValue(json, nameof(c.Ppv), c.Ppv);
        WriteValue(json, nameof(c.Npv), c.Npv);
        WriteValue(json, nameof(c.F1), c.F1);
        WriteValue(json, nameof(c.Youden), c.Youden);
        WriteUndefined(json, c.Undefined);
        json.WriteEndObject();
    }

    private static void WriteLevel(Utf8JsonWriter json, string name, ReferenceLevel level)
    {
        json.WriteStartObject(name);
        json.WriteString("rule", level.Rule);
        WriteValue(json, nameof(level.Accuracy), level.Accuracy);
        WriteValue(json, nameof(level.BalancedAccuracy), level.BalancedAccuracy);
        WriteValue(json, nameof(level.Within1), level.Within1);
        WriteValue(json, nameof(level.MeanAbsoluteError), level.MeanAbsoluteError);
        WriteValue(json, nameof(level.QuadraticWeightedKappa), level.QuadraticWeightedKappa);
        WriteUndefined(json, level.Undefined);
        json.WriteEndObject();
    }

    private static void WriteUndefined(Utf8JsonWriter json, IReadOnlyDictionary<string, string> reasons)
    {
        json.WriteStartObject("undefined");
        foreach ((string property, string reason) in reasons)
        {
            json.WriteString(JsonNamingPolicy.CamelCase.ConvertName(property), reason);
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, string property, double value)
    {
        string name = JsonNamingPolicy.CamelCase.ConvertName(property);
        if (double.IsNaN(value))
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteNumber(name, value);
        }
    }
}
