using System.Globalization;
using System.Text;

namespace CtVlm.MLNet;

/// <summary>Writes an experiment's result for people.</summary>
internal static class StrategyTable
{
    private const int NameWidth = 72;

    /// <summary>The table, lines separated by '\n'.</summary>
    public static string Write(StrategyExperimentResult result)
    {
        StringBuilder text = new();
        TextTable table = new(NameWidth);
        bool hasRetrieval = result.RunDetails.Any(d => d.Retrieval is not null);
        string[] metric = result.Metric is StrategyMetric.MacroF1 or StrategyMetric.TextToImageMrr ? [] : [StrategyScores.NameOf(result.Metric)];
        table.Add(["strategy", .. metric, "macro F1", "bal. acc.", "QWK", "within 1", .. hasRetrieval ? ["T2I MRR", "hit@5"] : Array.Empty<string>(), "width", "s", ""]);
        bool isHigherBetter = StrategyScores.IsHigherBetter(result.Metric);
        foreach (StrategyRunDetail run in result.RunDetails.OrderBy(r => r.Status).ThenByDescending(r => isHigherBetter ? r.Metric : -r.Metric).ThenBy(r => r.Trial.TrialId))
        {
            ClinicalClassificationMetrics? m = run.ValidationMetrics;
            table.Add(
            [
                run.Trial.ShortName,
                .. metric.Select(_ => Number(run.Metric)),
                Number(m?.MacroF1), Number(m?.BalancedAccuracy), Number(m?.QuadraticWeightedKappa), Number(m?.Within1),
                .. hasRetrieval ? [Number(run.Retrieval?.Mrr), Number(run.Retrieval?.HitAt5)] : Array.Empty<string>(),
                run.Folds.Count == 0 ? "" : run.Folds[0].FeatureWidth.ToString(CultureInfo.InvariantCulture),
                run.RuntimeInSeconds.ToString("F1", CultureInfo.InvariantCulture),
                Note(result, run),
            ]);
        }

        table.AppendTo(text);
        return text.Append('\n').Append(result.Statement).ToString();
    }

    private static string Note(StrategyExperimentResult result, StrategyRunDetail run) =>
        run.Status != StrategyRunStatus.Completed ? run.Status.ToString()
        : run == result.RecommendedRun ? run == result.BestRun ? "best, recommended" : "recommended"
        : run == result.BestRun ? "best"
        : "";

    private static string Number(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("F3", CultureInfo.InvariantCulture) : "-";
}
