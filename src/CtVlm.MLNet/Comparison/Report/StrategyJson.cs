using System.Text.Json;

namespace CtVlm.MLNet;

/// <summary>Writes an experiment's result for programs.</summary>
internal static class StrategyJson
{
    /// <summary>One indented JSON document.</summary>
    public static string Write(StrategyExperimentResult result) => JsonReport.Write(json =>
    {
        json.WriteString("metric", Camel(result.Metric.ToString()));
        json.WriteBoolean("isHigherBetter", StrategyScores.IsHigherBetter(result.Metric));
        json.WriteString("stopReason", Camel(result.StopReason.ToString()));
        json.WriteStartArray("statement");
        Array.ForEach(result.Statement.Split('\n'), json.WriteStringValue);
        json.WriteEndArray();
        json.WriteStartArray("warnings");
        foreach (string warning in result.Warnings)
        {
            json.WriteStringValue(warning);
        }

        json.WriteEndArray();
        JsonReport.List(json, "leaks", result.Leaks, LeakJson.WriteValues);
        WriteCohort(json, result);
        json.WriteNumber("bestTrialId", result.BestRun.Trial.TrialId);
        json.WriteNumber("recommendedTrialId", result.RecommendedRun.Trial.TrialId);
        WriteNested(json, result.Nested);
        JsonReport.List(json, "leaderboard", result.Standings, WriteStanding);
        JsonReport.List(json, "differences", result.Differences, WriteDifference);
    });

    private static void WriteCohort(Utf8JsonWriter json, StrategyExperimentResult result)
    {
        json.WriteStartObject("cohort");
        json.WriteNumber("rows", result.Rows);
        WriteWhole(json, "patients", result.Patients);
        json.WriteNumber("missingLabelRows", result.MissingLabelRows);
        json.WriteNumber("failedSeriesRows", result.FailedSeriesRows);
        json.WriteStartArray("classNames");
        foreach (string name in result.ClassNames)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteNumber("folds", result.Folds);
        json.WriteNumber("embeddingPasses", result.EmbeddingPasses);
        JsonReport.Value(json, "embeddingSeconds", result.EmbeddingSeconds);
        json.WriteEndObject();
    }

    private static void WriteNested(Utf8JsonWriter json, NestedEstimate? nested)
    {
        if (nested is null)
        {
            json.WriteNull("nested");
            return;
        }

        json.WriteStartObject("nested");
        JsonReport.Value(json, "metric", nested.Metric);
        JsonReport.Value(json, "standardError", nested.StandardError);
        json.WriteStartArray("chosenTrialIds");
        foreach (int trial in nested.ChosenTrialIds)
        {
            json.WriteNumberValue(trial);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteStanding(Utf8JsonWriter json, StrategyStanding standing)
    {
        StrategyRunDetail run = standing.Run;
        WriteWhole(json, "rank", standing.Rank);
        json.WriteNumber("trialId", run.Trial.TrialId);
        json.WriteString("status", Camel(run.Status.ToString()));
        json.WriteString("name", run.Strategy.Name);
        foreach ((string name, string part) in StrategyParts.Names.Zip(run.Strategy.Parts))
        {
            json.WriteString(name, part);
        }

        JsonReport.Value(json, "metric", run.Metric);
        JsonReport.Value(json, "standardError", run.StandardError);
        JsonReport.Value(json, "lower", standing.Interval?.Lower ?? double.NaN);
        JsonReport.Value(json, "upper", standing.Interval?.Upper ?? double.NaN);
        JsonReport.Value(json, "macroF1", run.ValidationMetrics?.MacroF1 ?? double.NaN);
        JsonReport.Value(json, "accuracy", run.ValidationMetrics?.Accuracy ?? double.NaN);
        JsonReport.Value(json, "balancedAccuracy", run.ValidationMetrics?.BalancedAccuracy ?? double.NaN);
        JsonReport.Value(json, "quadraticWeightedKappa", run.ValidationMetrics?.QuadraticWeightedKappa ?? double.NaN);
        JsonReport.Value(json, "mrr", run.Retrieval?.Mrr ?? double.NaN);
        JsonReport.Value(json, "chanceMrr", run.Retrieval?.ChanceMrr ?? double.NaN);
        WriteWhole(json, "featureWidth", run.Folds.Count == 0 ? null : run.Folds[0].FeatureWidth);
        JsonReport.Value(json, "fitSeconds", run.RuntimeInSeconds);
        json.WriteString("error", run.ErrorMessage);
    }

    private static void WriteDifference(Utf8JsonWriter json, StrategyDifference difference)
    {
        json.WriteNumber("trialId", difference.TrialId);
        JsonReport.Value(json, "difference", difference.Difference);
        JsonReport.Value(json, "lower", difference.Lower);
        JsonReport.Value(json, "upper", difference.Upper);
        JsonReport.Value(json, "level", difference.Level);
        JsonReport.Value(json, "pValue", difference.PValue);
        JsonReport.Value(json, "adjustedPValue", difference.AdjustedPValue);
        json.WriteBoolean("isDistinguishable", difference.IsDistinguishable);
        json.WriteString("method", difference.Method);
    }

    private static void WriteWhole(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
