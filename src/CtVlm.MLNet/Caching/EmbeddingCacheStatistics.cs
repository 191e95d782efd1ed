namespace CtVlm.MLNet;

/// <summary>What a cache has done since it was made, at one moment.</summary>
public sealed record EmbeddingCacheStatistics
{
    /// <summary>Look-ups that found their bag.</summary>
    public long Hits { get; init; }

    /// <summary>Look-ups that did not, damaged entries included.</summary>
    public long Misses { get; init; }

    /// <summary>Bags stored.</summary>
    public long Puts { get; init; }

    /// <summary>Entries found damaged, deleted and reported as a miss.</summary>
    public long Damaged { get; init; }

    /// <summary>Entries removed to keep within the size.</summary>
    public long Evictions { get; init; }

    /// <summary>Reads and writes that the storage refused, and bags too large to store. Each is a miss or a bag not stored, no more.</summary>
    public long Failures { get; init; }

    /// <summary>What was wrong with the last damaged entry; null where none was.</summary>
    public string? LastDamage { get; init; }

    /// <summary>Why the last failure happened; null where there was none.</summary>
    public string? LastFailure { get; init; }
}
