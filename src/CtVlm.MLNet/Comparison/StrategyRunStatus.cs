namespace CtVlm.MLNet;

/// <summary>What became of a strategy.</summary>
public enum StrategyRunStatus
{
    /// <summary>It has run on all folds.</summary>
    Completed = 0,

    /// <summary>A fold of it failed; <see cref="StrategyRunDetail.ErrorMessage"/> says why.</summary>
    Failed = 1,

    /// <summary>The tuner left it behind after some folds.</summary>
    Eliminated = 2,

    /// <summary>The run ended before it was through.</summary>
    NotRun = 3,
}
