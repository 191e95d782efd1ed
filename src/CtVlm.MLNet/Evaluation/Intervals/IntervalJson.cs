using System.Text.Json;

namespace CtVlm.MLNet;

/// <summary>Writes intervals for programs.</summary>
internal static class IntervalJson
{
    /// <summary>One indented JSON document.</summary>
    public static string Write(ClinicalIntervals intervals) => JsonReport.Write(json =>
    {
        JsonReport.Head(json, intervals.Count, intervals.Patients, intervals.MissingLabelRows, intervals.ClassNames, intervals.Options);
        json.WriteString("method", JsonReport.Method(intervals.Options.Method));
        JsonReport.List(json, "metrics", intervals.Metrics, WriteMetric);
    });

    private static void WriteMetric(Utf8JsonWriter json, MetricInterval metric)
    {
        json.WriteString("name", metric.Name);
        json.WriteString("className", metric.ClassName);
        JsonReport.Value(json, "estimate", metric.Estimate);
        JsonReport.Value(json, "lower", metric.Lower);
        JsonReport.Value(json, "upper", metric.Upper);
        JsonReport.Value(json, "standardError", metric.StandardError);
        json.WriteString("method", JsonReport.Method(metric.Method));
        json.WriteNumber("definedReplicates", metric.DefinedReplicates);
        json.WriteNumber("undefinedReplicates", metric.UndefinedReplicates);
        json.WriteString("note", metric.Note);
    }
}
