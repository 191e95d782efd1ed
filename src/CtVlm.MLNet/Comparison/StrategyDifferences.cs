using System.Globalization;

namespace CtVlm.MLNet;

/// <summary>Compares the best strategy with each other one on the same rows.</summary>
/// <remarks>
/// Intervals: paired bootstrap of patients, each at the level 1 - (1 - level) / m for m comparisons, so that together they have the level (Bonferroni). p-values: sign flips
/// within patients, adjusted by Holm. <b>Source:</b> Evaluation/Intervals/README.md; Holm, Scandinavian Journal of Statistics 6 (1979), 65-70.
/// </remarks>
internal sealed class StrategyDifferences(StrategyExperimentSettings settings, StrategyCohort cohort, StrategyRunDetail best)
{
    // Resamples for each comparison and unit of 1 - level: with fewer, no p could ever stay below 1 - level when it is adjusted.
    private const int ResamplesPerComparison = 4;

    /// <summary>The differences, in the order of the runs.</summary>
    /// <param name="others">Completed runs without the best.</param>
    /// <param name="token">Stops between two comparisons.</param>
    public IReadOnlyList<StrategyDifference> Compare(IReadOnlyList<StrategyRunDetail> others, CancellationToken token)
    {
        double share = 1 - settings.ConfidenceLevel;
        double level = 1 - (share / Math.Max(1, others.Count));
        int resamples = Math.Max(settings.Resamples, (int)Math.Ceiling(ResamplesPerComparison * others.Count / share));
        bool isRanking = settings.Metric == StrategyMetric.TextToImageMrr;
        List<(double Difference, double Lower, double Upper, double P)> raw = [];
        foreach (StrategyRunDetail other in others)
        {
            token.ThrowIfCancellationRequested();
            raw.Add(isRanking
                ? RankDifference.Compare(Ranks(best), Ranks(other), Rows(best), resamples, settings.Seed, level)
                : Compare(other, level, resamples));
        }

        string method = string.Create(
            CultureInfo.InvariantCulture,
            $"paired bootstrap{(settings.RowsAreIndependent ? "" : " by patient")}, {resamples} resamples, intervals corrected by Bonferroni and p-values of {(isRanking ? "the bootstrap" : "sign flips")} by Holm for {others.Count} comparisons");
        IReadOnlyList<double> adjusted = Comparisons.Adjust([.. raw.Select(r => r.P)], PValueAdjustment.Holm);
        return
        [
            .. others.Select((other, i) => new StrategyDifference(
                other.Trial.TrialId, raw[i].Difference, raw[i].Lower, raw[i].Upper, settings.ConfidenceLevel, raw[i].P, adjusted[i], adjusted[i] < share, method)),
        ];
    }

    private static double[] Ranks(StrategyRunDetail run) => [.. run.Predictions.Select(p => p.ReciprocalRank)];

    private (double Difference, double Lower, double Upper, double P) Compare(StrategyRunDetail other, double level, int resamples)
    {
        ComparisonOptions options = new()
        {
            RowsAreIndependent = settings.RowsAreIndependent,
            PatientColumnName = settings.PatientColumnName,
            ConfidenceLevel = level,
            Resamples = resamples,
            Seed = settings.Seed,
            Metrics = [NameOf(settings.Metric)],
        };
        MetricComparison compared = PredictionComparer.Compare(Rows(best), Rows(other), cohort.ClassNames, options)[0];
        return (compared.Difference, compared.Lower, compared.Upper, compared.PermutationPValue);
    }

    private ScoredRows Rows(StrategyRunDetail run) => new(
        cohort.Classes,
        [.. run.Predictions.Select(p => p.Actual)],
        [.. run.Predictions.Select(p => p.Predicted)],
        [.. run.Predictions.SelectMany(p => p.Scores).Select(s => (double)s)],
        settings.RowsAreIndependent ? null : cohort.Patients);

    private static string NameOf(StrategyMetric metric) => metric switch
    {
        StrategyMetric.MacroF1 => ClinicalMetricNames.MacroF1,
        StrategyMetric.BalancedAccuracy => ClinicalMetricNames.BalancedAccuracy,
        StrategyMetric.Accuracy => ClinicalMetricNames.Accuracy,
        StrategyMetric.QuadraticWeightedKappa => ClinicalMetricNames.QuadraticWeightedKappa,
        _ => ClinicalMetricNames.MacroMeanAbsoluteError,
    };
}
