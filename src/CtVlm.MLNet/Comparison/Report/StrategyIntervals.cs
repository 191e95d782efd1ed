namespace CtVlm.MLNet;

/// <summary>Intervals of a strategy's metrics over its out-of-fold rows, by resampling patients.</summary>
internal static class StrategyIntervals
{
    /// <summary>The experiment's metric; null where it is not one of rows, or the rows are not known.</summary>
    public static MetricInterval? OfMetric(StrategyExperimentResult result, StrategyRunDetail run) =>
        ClinicalNameOf(result.Metric) is { } name && Estimate(result, run, [name]) is [var interval] ? interval : null;

    /// <summary>Several metrics; none where the rows are not known.</summary>
    /// <param name="result">The experiment.</param>
    /// <param name="run">The strategy.</param>
    /// <param name="metrics">Names from <see cref="ClinicalMetricNames"/>.</param>
    public static IReadOnlyList<MetricInterval> Estimate(StrategyExperimentResult result, StrategyRunDetail run, IReadOnlyList<string> metrics) =>
        result.Evidence is { } evidence && Rows(evidence, run) is { } rows
            ? IntervalEstimator.Estimate(rows, result.ClassNames, new IntervalOptions
            {
                RowsAreIndependent = evidence.Settings.RowsAreIndependent,
                PatientColumnName = evidence.Settings.PatientColumnName,
                ConfidenceLevel = evidence.Settings.ConfidenceLevel,
                Resamples = evidence.Settings.Resamples,
                Seed = evidence.Settings.Seed,
                MaxDegreeOfParallelism = evidence.Settings.MaxParallelFits,
                Metrics = metrics,
            })
            : [];

    /// <summary>The rows that a strategy was tested on; null where it was not tested on all.</summary>
    public static ScoredRows? Rows(StrategyEvidence evidence, StrategyRunDetail run) => run.Predictions.Count != evidence.Cohort.Count ? null : new ScoredRows(
        evidence.Cohort.Classes,
        [.. run.Predictions.Select(p => p.Actual)],
        [.. run.Predictions.Select(p => p.Predicted)],
        [.. run.Predictions.SelectMany(p => p.Scores).Select(s => (double)s)],
        evidence.Settings.RowsAreIndependent ? null : evidence.Cohort.Patients);

    private static string? ClinicalNameOf(StrategyMetric metric) => metric switch
    {
        StrategyMetric.MacroF1 => ClinicalMetricNames.MacroF1,
        StrategyMetric.BalancedAccuracy => ClinicalMetricNames.BalancedAccuracy,
        StrategyMetric.Accuracy => ClinicalMetricNames.Accuracy,
        StrategyMetric.QuadraticWeightedKappa => ClinicalMetricNames.QuadraticWeightedKappa,
        StrategyMetric.MacroMeanAbsoluteError => ClinicalMetricNames.MacroMeanAbsoluteError,
        _ => null,
    };
}
