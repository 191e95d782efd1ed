using System.Runtime.ExceptionServices;
using Microsoft.ML;

namespace CtVlm.MLNet;

/// <summary>Makes the fits that the races ask for, in an order in which strategies that share bags and vectors come together.</summary>
internal sealed class StrategyScheduler
{
    private readonly StrategyExperimentSettings _settings;
    private readonly StrategyPlan _plan;
    private readonly BagStore _bags;
    private readonly StrategyCheckpoint? _checkpoint;
    private readonly StrategyStop _stop;
    private readonly StrategyReporter _reporter;
    private readonly Dictionary<StrategyUnit, StrategyUnitResult> _results = [];
    private readonly Lock _lock = new();

    public StrategyScheduler(
        MLContext context, StrategyExperimentSettings settings, StrategyPlan plan, StrategyCohort cohort, IReadOnlyList<StrategyFolds> divisions, BagStore bags, StrategyCheckpoint? checkpoint, StrategyStop stop, StrategyReporter reporter)
    {
        _settings = settings;
        _plan = plan;
        _bags = bags;
        _checkpoint = checkpoint;
        _stop = stop;
        _reporter = reporter;
        Cohort = cohort;
        Divisions = divisions;
        Scores = new StrategyScores(context, cohort, settings);
        Features = new FeatureMaker(cohort, settings, stop.Token);
        Fitter = new StrategyFitter(context, cohort, settings, Features, stop.Token);
        Restore();
    }

    /// <summary>The rows.</summary>
    public StrategyCohort Cohort { get; }

    /// <summary>The experiment's own division, and those of its folds' training rows.</summary>
    public IReadOnlyList<StrategyFolds> Divisions { get; }

    /// <summary>Metrics.</summary>
    public StrategyScores Scores { get; }

    /// <summary>Makes vectors.</summary>
    public FeatureMaker Features { get; }

    /// <summary>Makes fits.</summary>
    public StrategyFitter Fitter { get; }

    /// <summary>Runs the races of all divisions, round by round, and what the nested test of the choice needs.</summary>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public void Run()
    {
        StrategyRace[] races = [.. Divisions.Select(d => new StrategyRace(_settings.Tuner, d, _plan.Strategies.Count, GainOver))];
        while (races.SelectMany(r => r.NextRound()).ToArray() is { Length: > 0 } round)
        {
            Make(round);
        }

        Make([.. NestedChoices().Select((trial, fold) => new StrategyUnit(0, trial, fold)).Where(unit => unit.Trial >= 0)]);
        _reporter.Finish();
    }

    /// <summary>What is known of each strategy now.</summary>
    public IReadOnlyList<StrategyRunDetail> Details() => [.. _plan.Strategies.Select(Detail)];

    /// <summary>The strategy chosen on the training rows of each fold; -1 where none has run on all folds inside. Empty without nested folds.</summary>
    public IReadOnlyList<int> NestedChoices() =>
    [
        .. Divisions.Skip(1).Select(division => StrategyChoice.Recommend(
            _plan.Strategies.Select(s => Candidate(division, s)).OfType<StrategyCandidate>())?.Recommended.Trial ?? -1),
    ];

    /// <summary>The fit of a strategy on a fold of the experiment's own division; null where it was not made.</summary>
    public StrategyUnitResult? Find(int trial, int fold) => _results.GetValueOrDefault(new StrategyUnit(0, trial, fold));

    /// <summary>A strategy's standing in a division; null unless it has run on all of its folds, with a defined metric.</summary>
    public StrategyCandidate? Candidate(StrategyFolds division, PlannedStrategy strategy)
    {
        StrategyUnitResult[] fits = Fits(division, strategy.Id, division.Count);
        if (fits.Length < division.Count || fits.Any(f => f.Error is not null))
        {
            return null;
        }

        double metric = Scores.Score([.. fits.Select(f => (division, f))]);
        double error = StrategyScores.StandardError(fits.Select(f => Scores.Score([(division, f)])));
        return double.IsFinite(metric)
            ? new StrategyCandidate(strategy.Id, Scores.Gain(metric), double.IsFinite(error) ? error : 0, StrategyComplexity.Of(strategy.Strategy, fits[0].FeatureWidth))
            : null;
    }

    private void Restore()
    {
        Dictionary<string, int> ids = _plan.Strategies.ToDictionary(s => s.Hash, s => s.Id);
        foreach (StrategyUnitResult result in _checkpoint?.Results ?? [])
        {
            if (ids.TryGetValue(result.Strategy, out int trial))
            {
                _results[new StrategyUnit(result.Division, trial, result.Fold)] = result;
            }
        }
    }

    private void Make(IReadOnlyList<StrategyUnit> units)
    {
        foreach (IGrouping<int, StrategyUnit> group in units.GroupBy(u => u.Trial).OrderBy(g => _plan.Strategies[g.Key].Order))
        {
            PlannedStrategy strategy = _plan.Strategies[group.Key];
            StrategyUnit[] open = [.. group.Where(u => !_results.ContainsKey(u))];
            if (open.Length > 0)
            {
                Make(strategy, open);
            }

            _reporter.Begins(strategy);
            StrategyRunDetail detail = Detail(strategy);
            if (detail.Status is StrategyRunStatus.Completed or StrategyRunStatus.Failed)
            {
                _reporter.Ends(detail);
            }
        }
    }

    private void Make(PlannedStrategy strategy, StrategyUnit[] units)
    {
        _stop.Check();
        SeriesBags bags;
        float[]?[]? texts;
        try
        {
            bags = _bags.Get(strategy.Pass);
            texts = _bags.GetTexts(strategy.Pass);
        }
        catch (InvalidOperationException failure) when (!_stop.Token.IsCancellationRequested)
        {
            string error = _bags.FindFailure(strategy.Pass) ?? StrategyFailureText.Of(failure);
            Array.ForEach(units, unit => Keep(
                unit, new StrategyUnitResult { Division = unit.Division, Strategy = strategy.Hash, Fold = unit.Fold, Error = error, Failure = failure.InnerException ?? failure }));
            return;
        }

        _reporter.Begins(strategy);
        Features.Turn(strategy);
        ForEach(units, unit => Keep(unit, Fitter.Fit(strategy, bags, texts, Divisions[unit.Division], unit.Fold)));
    }

    // The first failure in the order of the units, not of time, is the one that is thrown.
    private void ForEach(StrategyUnit[] units, Action<StrategyUnit> make)
    {
        Exception?[] failures = new Exception?[units.Length];
        Parallel.For(0, units.Length, new ParallelOptions { MaxDegreeOfParallelism = _settings.MaxParallelFits }, (i, state) =>
        {
            try
            {
                _stop.Check();
                make(units[i]);
            }
            catch (Exception failure)
            {
                failures[i] = failure;
                state.Stop();
            }
        });
        if (failures.FirstOrDefault(f => f is not null) is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }

    private void Keep(StrategyUnit unit, StrategyUnitResult result)
    {
        lock (_lock)
        {
            _checkpoint?.Append(result);
            _results[unit] = result;
        }
    }

    private StrategyUnitResult[] Fits(StrategyFolds division, int trial, int folds) =>
        [.. Enumerable.Range(0, folds).Select(fold => _results.GetValueOrDefault(new StrategyUnit(division.Number, trial, fold))).OfType<StrategyUnitResult>()];

    private double GainOver(StrategyFolds division, int trial, int folds)
    {
        StrategyUnitResult[] fits = Fits(division, trial, folds);
        return fits.Length == folds && fits.All(f => f.Error is null) ? Scores.Gain(Scores.Score([.. fits.Select(f => (division, f))])) : double.NaN;
    }

    private StrategyRunDetail Detail(PlannedStrategy strategy) => StrategyDetails.Describe(
        strategy, Cohort, Divisions[0], Fits(Divisions[0], strategy.Id, Divisions[0].Count), Scores, isReduced: _settings.Tuner.Reduction is not null);
}
