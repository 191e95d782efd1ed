namespace CtVlm.MLNet;

/// <summary>Puts a strategy's fits together.</summary>
internal static class StrategyDetails
{
    /// <summary>What came of a strategy.</summary>
    /// <param name="strategy">The strategy.</param>
    /// <param name="cohort">The rows.</param>
    /// <param name="folds">The experiment's own division.</param>
    /// <param name="fits">The fits that were made, by fold.</param>
    /// <param name="scores">Metrics.</param>
    /// <param name="isReduced">Whether a strategy with some of the folds was left behind by the tuner.</param>
    public static StrategyRunDetail Describe(PlannedStrategy strategy, StrategyCohort cohort, StrategyFolds folds, StrategyUnitResult[] fits, StrategyScores scores, bool isReduced)
    {
        StrategyUnitResult[] good = [.. fits.Where(f => f.Error is null)];
        StrategyRunStatus status =
            good.Length < fits.Length ? StrategyRunStatus.Failed
            : fits.Length == folds.Count ? StrategyRunStatus.Completed
            : fits.Length > 0 && isReduced ? StrategyRunStatus.Eliminated
            : StrategyRunStatus.NotRun;
        if (good.Length == 0)
        {
            return new StrategyRunDetail(strategy.Trial, status) { ErrorMessage = fits.FirstOrDefault()?.Error, Failure = fits.FirstOrDefault()?.Failure };
        }

        StrategyFoldResult[] results = [.. good.Select(f => Summarize(folds, f, scores))];
        return new StrategyRunDetail(strategy.Trial, status)
        {
            Folds = results,
            Predictions = [.. good.SelectMany(f => Predict(cohort, folds, f)).OrderBy(p => p.Row)],
            ValidationMetrics = scores.Evaluate([.. good.SelectMany(f => folds.Test(f.Fold))], [.. good.SelectMany(f => f.Predicted)], [.. good.SelectMany(f => f.Scores)]),
            Retrieval = good.SelectMany(f => scores.Ranked(folds, f)).ToArray() is { Length: > 0 } ranked ? TextToImage.Summarize(ranked) : null,
            Metric = scores.Score([.. good.Select(f => (folds, f))]),
            StandardError = StrategyScores.StandardError(results.Select(r => r.Metric)),
            ErrorMessage = fits.FirstOrDefault(f => f.Error is not null)?.Error,
            Failure = fits.FirstOrDefault(f => f.Error is not null)?.Failure,
        };
    }

    private static StrategyFoldResult Summarize(StrategyFolds folds, StrategyUnitResult fit, StrategyScores scores)
    {
        int test = folds.Test(fit.Fold).Length;
        double[] ranks = [.. fit.GetReciprocalRanks()];
        return new StrategyFoldResult(
            fit.Fold,
            folds.Rows.Length - test,
            test,
            scores.Score([(folds, fit)]),
            ranks.Length == 0 ? double.NaN : ranks.Average(),
            fit.FeatureWidth,
            fit.Seconds);
    }

    private static IEnumerable<StrategyPrediction> Predict(StrategyCohort cohort, StrategyFolds folds, StrategyUnitResult fit)
    {
        IReadOnlyList<TieGroup?> ranked = fit.Ranked;
        return folds.Test(fit.Fold).Select((row, i) => new StrategyPrediction(
            cohort.SourceRows[row],
            fit.Fold,
            cohort.Labels[row],
            fit.Predicted[i],
            fit.Scores[(i * cohort.Classes)..((i + 1) * cohort.Classes)],
            ranked.Count > 0 && ranked[i] is { } first ? TextToImage.ReciprocalRank(first) : double.NaN));
    }
}
