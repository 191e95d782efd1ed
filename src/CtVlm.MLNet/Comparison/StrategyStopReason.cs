namespace CtVlm.MLNet;

/// <summary>Why an experiment ended.</summary>
public enum StrategyStopReason
{
    /// <summary>All was done.</summary>
    Finished = 0,

    /// <summary>The time was up.</summary>
    TimeLimit = 1,

    /// <summary>The process used more memory than allowed.</summary>
    MemoryLimit = 2,

    /// <summary>It was cancelled.</summary>
    Cancelled = 3,
}
