namespace CtVlm.MLNet.Fuzzing;

/// <summary>How far a loop goes.</summary>
internal sealed record FuzzOptions
{
    /// <summary>Ends the loop after this time.</summary>
    public TimeSpan Duration { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Ends the loop after this many mutated inputs.</summary>
    public long MaxExecutions { get; init; } = long.MaxValue;

    /// <summary>Decides every mutation; the same seed gives the same inputs until the first that takes a new way.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Whether slow runs are failures.</summary>
    public bool WatchesTime { get; init; }

    /// <summary>Told of each input before it runs, so that one that ends the process is not lost; null for none.</summary>
    public Action<byte[]>? BeforeRun { get; init; }
}
