using System.Text.Json;

namespace CtVlm.MLNet;

/// <summary>Writes comparisons for programs.</summary>
internal static class ComparisonJson
{
    /// <summary>One indented JSON document.</summary>
    public static string Write(ClinicalComparison comparison) => JsonReport.Write(json =>
    {
        JsonReport.Head(json, comparison.Count, comparison.Patients, comparison.MissingLabelRows, comparison.ClassNames, comparison.Options);
        json.WriteString("method", JsonReport.Method(comparison.Options.Method));
        json.WriteString("firstName", comparison.Options.FirstName);
        json.WriteString("secondName", comparison.Options.SecondName);
        json.WriteBoolean("rowsAreClustered", comparison.RowsAreClustered);
        JsonReport.List(json, "metrics", comparison.Metrics, WriteMetric);
        JsonReport.List(json, "cutPoints", comparison.CutPoints, WriteCutPoint);
        json.WriteStartObject("mcNemar");
        json.WriteNumber("onlyFirstRight", comparison.McNemar.OnlyFirstRight);
        json.WriteNumber("onlySecondRight", comparison.McNemar.OnlySecondRight);
        JsonReport.Value(json, "exactPValue", comparison.McNemar.ExactPValue);
        JsonReport.Value(json, "chiSquare", comparison.McNemar.ChiSquare);
        JsonReport.Value(json, "chiSquarePValue", comparison.McNemar.ChiSquarePValue);
        json.WriteEndObject();
    });

    private static void WriteMetric(Utf8JsonWriter json, MetricComparison metric)
    {
        json.WriteString("name", metric.Name);
        json.WriteString("className", metric.ClassName);
        JsonReport.Value(json, "first", metric.First);
        JsonReport.Value(json, "second", metric.Second);
        JsonReport.Value(json, "difference", metric.Difference);
        JsonReport.Value(json, "lower", metric.Lower);
        JsonReport.Value(json, "upper", metric.Upper);
        JsonReport.Value(json, "standardError", metric.StandardError);
        json.WriteString("method", JsonReport.Method(metric.Method));
        json.WriteNumber("definedReplicates", metric.DefinedReplicates);
        json.WriteNumber("undefinedReplicates", metric.UndefinedReplicates);
        JsonReport.Value(json, "bootstrapPValue", metric.BootstrapPValue);
        JsonReport.Value(json, "permutationPValue", metric.PermutationPValue);
        json.WriteNumber("undefinedPermutations", metric.UndefinedPermutations);
        JsonReport.Value(json, "holmPValue", metric.HolmPValue);
        JsonReport.Value(json, "benjaminiHochbergPValue", metric.BenjaminiHochbergPValue);
        json.WriteString("note", metric.Note);
    }

    private static void WriteCutPoint(Utf8JsonWriter json, DeLongComparison cut)
    {
        json.WriteString("className", cut.ClassName);
        json.WriteNumber("positives", cut.Positives);
        json.WriteNumber("negatives", cut.Negatives);
        JsonReport.Value(json, "first", cut.First);
        WriteBounds(json, "firstInterval", cut.FirstInterval);
        JsonReport.Value(json, "second", cut.Second);
        WriteBounds(json, "secondInterval", cut.SecondInterval);
        JsonReport.Value(json, "difference", cut.Difference);
        WriteBounds(json, "differenceInterval", cut.DifferenceInterval);
        JsonReport.Value(json, "z", cut.Z);
        JsonReport.Value(json, "pValue", cut.PValue);
    }

    private static void WriteBounds(Utf8JsonWriter json, string name, ConfidenceBounds bounds)
    {
        json.WriteStartObject(name);
        JsonReport.Value(json, "lower", bounds.Lower);
        JsonReport.Value(json, "upper", bounds.Upper);
        json.WriteEndObject();
    }
}
