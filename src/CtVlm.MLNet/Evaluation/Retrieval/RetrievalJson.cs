using System.Text;
using System.Text.Json;

namespace CtVlm.MLNet;

/// <summary>Writes retrieval metrics for programs.</summary>
internal static class RetrievalJson
{
    /// <summary>One indented JSON document.</summary>
    public static string Write(RetrievalMetrics metrics)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            WriteSetting(json, metrics);
            WriteCounts(json, metrics);
            WriteFigure(json, "meanReciprocalRank", metrics.MeanReciprocalRank);
            WriteFigure(json, "reciprocalOfExpectedRank", metrics.ReciprocalOfExpectedRank);
            WriteFigure(json, "meanAveragePrecision", metrics.MeanAveragePrecision);
            WriteFigure(json, "rPrecision", metrics.RPrecision);
            WriteFigure(json, "medianRank", metrics.MedianRank);
            WriteFigure(json, "meanRank", metrics.MeanRank);
            WriteValue(json, "optimisticMedianRank", metrics.OptimisticMedianRank);
            WriteValue(json, "optimisticMeanRank", metrics.OptimisticMeanRank);
            json.WriteStartArray("cutoffs");
            foreach (RetrievalCutoff cutoff in metrics.Cutoffs)
            {
                WriteCutoff(json, cutoff);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteSetting(Utf8JsonWriter json, RetrievalMetrics metrics)
    {
        json.WriteString("queryColumn", metrics.QueryColumn);
        json.WriteString("candidateColumn", metrics.CandidateColumn);
        json.WriteString("similarity", JsonNamingPolicy.CamelCase.ConvertName(metrics.Similarity.ToString()));
        json.WriteString("relevance", metrics.Relevance);
        json.WriteString("exclusion", JsonNamingPolicy.CamelCase.ConvertName(metrics.Exclusion.ToString()));
        json.WriteString("tieRule", metrics.TieRule);
        json.WriteString("intervalRule", metrics.IntervalRule);
    }

    private static void WriteCounts(Utf8JsonWriter json, RetrievalMetrics metrics)
    {
        json.WriteNumber("rowsRead", metrics.RowsRead);
        json.WriteNumber("queries", metrics.Queries);
        json.WriteNumber("candidates", metrics.Candidates);
        WriteValue(json, "meanRelevant", metrics.MeanRelevant);
        WriteCount(json, "patients", metrics.Patients);
        json.WriteNumber("queriesWithoutRelevant", metrics.QueriesWithoutRelevant);
        json.WriteNumber("missingQueries", metrics.MissingQueries);
        json.WriteNumber("missingCandidates", metrics.MissingCandidates);
        json.WriteNumber("rowsWithoutRelevance", metrics.RowsWithoutRelevance);
        WriteCount(json, "gradedQueries", metrics.GradedQueries);
    }

    private static void WriteCutoff(Utf8JsonWriter json, RetrievalCutoff cutoff)
    {
        json.WriteStartObject();
        json.WriteNumber("k", cutoff.K);
        WriteFigure(json, "hit", cutoff.Hit);
        WriteFigure(json, "recall", cutoff.Recall);
        WriteFigure(json, "ndcg", cutoff.Ndcg);
        WriteFigure(json, "gradedLinear", cutoff.GradedLinear);
        WriteFigure(json, "gradedExponential", cutoff.GradedExponential);
        json.WriteEndObject();
    }

    private static void WriteFigure(Utf8JsonWriter json, string name, RetrievalFigure? figure)
    {
        if (figure is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        WriteValue(json, "value", figure.Value);
        WriteValue(json, "low", figure.Interval?.Low ?? double.NaN);
        WriteValue(json, "high", figure.Interval?.High ?? double.NaN);
        WriteValue(json, "pessimistic", figure.Pessimistic);
        WriteValue(json, "randomLevel", figure.RandomLevel);
        json.WriteEndObject();
    }

    private static void WriteCount(Utf8JsonWriter json, string name, int? value)
    {
        if (value is int count)
        {
            json.WriteNumber(name, count);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteValue(Utf8JsonWriter json, string name, double value)
    {
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
