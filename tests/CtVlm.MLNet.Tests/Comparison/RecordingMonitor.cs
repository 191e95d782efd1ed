namespace CtVlm.MLNet.Tests;

/// <summary>Keeps what it is told.</summary>
internal sealed class RecordingMonitor : IStrategyMonitor
{
    public List<StrategyTrial> Running { get; } = [];

    public List<StrategyRunDetail> Completed { get; } = [];

    public List<StrategyRunDetail> Best { get; } = [];

    public List<(StrategyTrial Trial, string Message)> Failed { get; } = [];

    /// <summary>Called after each completed strategy.</summary>
    public Action? AfterCompleted { get; set; }

    public void ReportRunningTrial(StrategyTrial trial) => Running.Add(trial);

    public void ReportCompletedTrial(StrategyRunDetail run)
    {
        Completed.Add(run);
        AfterCompleted?.Invoke();
    }

    public void ReportBestTrial(StrategyRunDetail run) => Best.Add(run);

    public void ReportFailTrial(StrategyTrial trial, string message) => Failed.Add((trial, message));
}
