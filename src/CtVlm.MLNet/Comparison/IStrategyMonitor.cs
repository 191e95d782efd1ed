namespace CtVlm.MLNet;

/// <summary>Is told of every strategy of an experiment. Calls come one at a time, maybe from several threads; what it throws ends the run.</summary>
public interface IStrategyMonitor
{
    /// <summary>A strategy begins.</summary>
    /// <param name="trial">Which one.</param>
    void ReportRunningTrial(StrategyTrial trial);

    /// <summary>A strategy has run on all its folds.</summary>
    /// <param name="run">What came of it.</param>
    void ReportCompletedTrial(StrategyRunDetail run);

    /// <summary>A strategy is better than all that were completed before it.</summary>
    /// <param name="run">What came of it.</param>
    void ReportBestTrial(StrategyRunDetail run);

    /// <summary>A strategy failed; the run goes on.</summary>
    /// <param name="trial">Which one.</param>
    /// <param name="message">Why.</param>
    void ReportFailTrial(StrategyTrial trial, string message);
}
