namespace CtVlm.MLNet;

/// <summary>A strategy's place.</summary>
/// <param name="Rank">From 1; null for one that was not completed.</param>
/// <param name="Run">The strategy.</param>
/// <param name="Interval">Its metric with an interval by resampling patients; null where there is none.</param>
internal sealed record StrategyStanding(int? Rank, StrategyRunDetail Run, MetricInterval? Interval)
{
    /// <summary>The strategies from best to worst, then those that were not completed.</summary>
    public static IReadOnlyList<StrategyStanding> Order(StrategyExperimentResult result)
    {
        bool isHigherBetter = StrategyScores.IsHigherBetter(result.Metric);
        StrategyRunDetail[] ordered =
        [
            .. result.RunDetails.OrderBy(r => !IsRanked(r)).ThenBy(r => r.Status).ThenByDescending(r => isHigherBetter ? r.Metric : -r.Metric).ThenBy(r => r.Trial.TrialId),
        ];
        return [.. ordered.Select((run, i) => new StrategyStanding(IsRanked(run) ? i + 1 : null, run, IsRanked(run) ? StrategyIntervals.OfMetric(result, run) : null))];
    }

    private static bool IsRanked(StrategyRunDetail run) => run.Status == StrategyRunStatus.Completed && double.IsFinite(run.Metric);
}
