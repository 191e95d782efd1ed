namespace CtVlm.MLNet.Cli;

/// <summary>Turns what an experiment and its encoders say into steps of one bar: a step a strategy, what is being embedded in the note.</summary>
internal sealed class CompareProgress(IProgress<ProgressStep> display, int series) : IStrategyMonitor
{
    private readonly Lock _lock = new();
    private int _done;
    private int _total = 1;

    /// <summary>An encoder went on.</summary>
    public void Embedded(EmbedProgress progress) =>
        Report($"embedding: {PlainText.Number(progress.SeriesDone)} of {PlainText.Number(series)} series, {PlainText.Number(progress.CacheHits)} from the cache");

    public void ReportRunningTrial(StrategyTrial trial)
    {
        _total = trial.TrialCount;
        Report(trial.ShortName);
    }

    public void ReportCompletedTrial(StrategyRunDetail run) => Finish(run.Trial);

    public void ReportBestTrial(StrategyRunDetail run)
    {
    }

    public void ReportFailTrial(StrategyTrial trial, string message) => Finish(trial);

    private void Finish(StrategyTrial trial)
    {
        lock (_lock)
        {
            _done++;
        }

        Report(trial.ShortName);
    }

    private void Report(string note) => display.Report(new ProgressStep(Volatile.Read(ref _done), _total, note));
}
