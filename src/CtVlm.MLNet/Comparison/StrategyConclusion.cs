using Microsoft.ML;

namespace CtVlm.MLNet;

/// <summary>What follows from the fits of a run.</summary>
internal sealed class StrategyConclusion(
    StrategyExperimentSettings settings, StrategyPlan plan, StrategyScheduler scheduler, BagStore bags, ITransformer? front, StrategyCohort labelled, StrategyLeaks leaks, StrategyStopReason reason, CancellationToken caller)
{
    /// <summary>Compares, chooses, fits the choice on all rows, and says what it is worth.</summary>
    /// <exception cref="InvalidOperationException">No strategy was completed.</exception>
    public StrategyExperimentResult Draw()
    {
        IReadOnlyList<StrategyRunDetail> details = scheduler.Details();
        StrategyChoice choice = StrategyChoice.Recommend(plan.Strategies.Select(s => scheduler.Candidate(scheduler.Divisions[0], s)).OfType<StrategyCandidate>())
            ?? throw NoneCompleted(details);
        StrategyRunDetail best = details[choice.Best.Trial], recommended = details[choice.Recommended.Trial];
        NestedEstimate? nested = Nest();
        IReadOnlyList<StrategyDifference> differences = Compare(details, best);
        bool refits = settings.RefitsBest && reason != StrategyStopReason.Cancelled;
        ITransformer? model = refits ? new StrategyRefit(scheduler, bags, front).Fit(plan.Strategies[choice.Recommended.Trial], plan) : null;
        IReadOnlyList<CtLeakFinding>? found = FindLeaks();
        return new StrategyExperimentResult
        {
            RunDetails = details,
            BestRun = best,
            RecommendedRun = recommended,
            Statement = new StrategyStatement(settings, scheduler.Cohort, details, best, recommended, differences, nested, found?.Any(StrategyLeakText.Inflates) ?? false, reason).Write(),
            Differences = differences,
            Nested = nested,
            Model = model,
            Evidence = new StrategyEvidence(
                settings, scheduler.Cohort, bags.Reader.Context, bags.Reader.Data, labelled.SourceRows.Except(scheduler.Cohort.SourceRows).ToArray(), model is null ? null : bags.Get(plan.Strategies[choice.Recommended.Trial].Pass)),
            Metric = settings.Metric,
            ClassNames = scheduler.Cohort.ClassNames,
            Folds = settings.Folds,
            Rows = scheduler.Cohort.Count,
            Patients = settings.RowsAreIndependent ? null : scheduler.Cohort.Patients.Distinct().Count(),
            MissingLabelRows = labelled.MissingLabelRows,
            FailedSeriesRows = labelled.Count - scheduler.Cohort.Count,
            EmbeddingPasses = bags.Passes,
            EmbeddingSeconds = bags.Seconds,
            StopReason = reason,
            Leaks = found is null ? [] : [.. found.Select(StrategyLeakText.Shorten)],
            Warnings = [.. FindWarnings(), .. found is null ? ["The run was cancelled before training and test rows were searched for leaks."] : StrategyLeakText.Describe(found)],
        };
    }

    // Null where the run was cancelled before the search was through.
    private IReadOnlyList<CtLeakFinding>? FindLeaks()
    {
        try
        {
            caller.ThrowIfCancellationRequested();
            return leaks.Find(scheduler.Cohort, scheduler.Divisions, bags.FindHeld(), caller);
        }
        catch (OperationCanceledException) when (caller.IsCancellationRequested)
        {
            return null;
        }
    }

    private IReadOnlyList<StrategyDifference> Compare(IReadOnlyList<StrategyRunDetail> details, StrategyRunDetail best)
    {
        StrategyRunDetail[] others = [.. details.Where(d => d.Status == StrategyRunStatus.Completed && d != best && double.IsFinite(d.Metric))];
        return others.Length == 0 || reason == StrategyStopReason.Cancelled
            ? []
            : new StrategyDifferences(settings, scheduler.Cohort, best).Compare(others, CancellationToken.None);
    }

    private NestedEstimate? Nest()
    {
        IReadOnlyList<int> chosen = scheduler.NestedChoices();
        StrategyFolds folds = scheduler.Divisions[0];
        (StrategyFolds Folds, StrategyUnitResult Result)[] fits =
            [.. chosen.Select((trial, fold) => scheduler.Find(trial, fold)).OfType<StrategyUnitResult>().Where(f => f.Error is null).Select(f => (folds, f))];
        return chosen.Count == 0 || fits.Length < folds.Count ? null : new NestedEstimate(
            scheduler.Scores.Score(fits), StrategyScores.StandardError(fits.Select(f => scheduler.Scores.Score([f]))), chosen);
    }

    private InvalidOperationException NoneCompleted(IReadOnlyList<StrategyRunDetail> details)
    {
        StrategyRunDetail? failed = details.FirstOrDefault(d => d.ErrorMessage is not null);
        return new InvalidOperationException(failed is null
            ? $"StrategyExperiment: no strategy has a defined {StrategyScores.NameOf(settings.Metric)}. Rank by another metric, or give it more rows."
            : $"StrategyExperiment: none of the {details.Count} strategies could be fitted. {failed.Trial}: {failed.ErrorMessage}");
    }

    private IEnumerable<string> FindWarnings()
    {
        if (plan.Repeated > 0)
        {
            yield return $"{plan.Repeated} strategies of the space equal others and were run once.";
        }

        if (labelled.Count > scheduler.Cohort.Count)
        {
            yield return $"{labelled.Count - scheduler.Cohort.Count} labelled rows were left out of all strategies: their series cannot be embedded.";
        }
    }
}
