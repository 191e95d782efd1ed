using Microsoft.ML;

namespace CtVlm.MLNet;

/// <summary>One run of an experiment, from the data to the result.</summary>
internal sealed class StrategyRun : IDisposable
{
    private readonly MLContext _context;
    private readonly StrategyExperimentSettings _settings;
    private readonly StrategyStop _stop;
    private readonly StrategyPlan _plan;
    private readonly StrategyReporter _reporter;
    private readonly ITransformer? _front;
    private readonly StrategyCohort _labelled;
    private readonly BagStore _bags;
    private readonly StrategyCheckpoint? _checkpoint;
    private readonly StrategyLeaks _leaks;

    public StrategyRun(MLContext context, StrategyExperimentSettings settings, IDataView data, IEstimator<ITransformer>? preFeaturizer, StrategyStop stop)
    {
        _context = context;
        _settings = settings;
        _stop = stop;
        _plan = StrategyPlan.Create(settings);
        _reporter = new StrategyReporter(context, settings, _plan);
        WatchedView watched = new(data);
        _front = preFeaturizer?.Fit(watched);
        IDataView view = _front?.Transform(data) ?? data;
        _labelled = StrategyCohortReader.Read(context, view, settings);
        _leaks = new StrategyLeaks(context, settings, view, isFrontLearnt: watched.WasRead);
        _bags = new BagStore(context, view, settings, _plan, _labelled, stop, _reporter);
        StrategyCheckpointHeader header = CreateHeader();
        _checkpoint = settings.CheckpointFolder is { } folder ? StrategyCheckpoint.Open(folder, header) : null;
    }

    /// <summary>Runs what is not in the checkpoint yet, and draws the conclusions.</summary>
    public StrategyExperimentResult Execute()
    {
        StrategyStopReason reason = StrategyStopReason.Finished;
        StrategyScheduler? scheduler = null;
        try
        {
            int[] rows = FindRows();
            StrategyCohort cohort = _bags.Restrict(rows);
            StrategyFolds outer = StrategyFolds.Outer(cohort, _settings.Folds, _settings.Seed);
            StrategyFolds[] inner = _settings.NestedFolds > 0 && _plan.Strategies.Count > 1 ? StrategyFolds.Inner(cohort, outer, _settings.NestedFolds, _settings.Seed) : [];
            scheduler = new StrategyScheduler(_context, _settings, _plan, cohort, [outer, .. inner], _bags, _checkpoint, _stop, _reporter);
            scheduler.Run();
        }
        catch (OperationCanceledException)
        {
            reason = _stop.Reason;
            if (scheduler is null || !scheduler.Details().Any(d => d.Status == StrategyRunStatus.Completed))
            {
                RefuseEmpty(reason);
                throw;
            }
        }

        return new StrategyConclusion(_settings, _plan, scheduler, _bags, _front, _labelled, _leaks, reason, _stop.Caller).Draw();
    }

    public void Dispose() => _checkpoint?.Dispose();

    // Where failing rows are left out, the first pass says which; all strategies then have the same rows.
    private int[] FindRows()
    {
        int[] all = [.. Enumerable.Range(0, _labelled.Count)];
        int[] rows = _checkpoint?.Header?.Rows
            ?? (_settings.OnError == SeriesErrorPolicy.Throw ? all : _bags.FindUsable());
        if (_checkpoint is not null && _checkpoint.Header is null)
        {
            _checkpoint.WriteHeader(CreateHeader() with { Rows = rows });
        }

        return rows;
    }

    private void RefuseEmpty(StrategyStopReason reason)
    {
        if (reason is StrategyStopReason.TimeLimit or StrategyStopReason.MemoryLimit)
        {
            throw new TimeoutException(
                $"StrategyExperiment: the {(reason == StrategyStopReason.TimeLimit ? "time" : "memory")} limit was reached before any strategy was through. Raise it, compare fewer strategies, or set a checkpoint folder and run again.");
        }
    }

    private StrategyCheckpointHeader CreateHeader() => new()
    {
        Strategies = _plan.Fingerprint(),
        Data = _labelled.Fingerprint(),
        Settings = StrategyText.Hash(string.Join(
            '\n',
            [
                _settings.Folds, _settings.NestedFolds, _settings.Seed, _settings.Metric, _settings.OnError, _settings.LabelColumnName, _settings.PatientColumnName,
                _settings.ReportColumnName, _settings.ReportEmbeddingColumnName, _settings.Tuner.Candidates, _settings.Tuner.Reduction, _settings.Tuner.FirstFolds,
                RuntimeSettings.From(_context).PrecisionName,
            ])),
    };
}
