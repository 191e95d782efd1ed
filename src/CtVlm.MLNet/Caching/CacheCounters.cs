namespace CtVlm.MLNet;

/// <summary>The counts behind <see cref="EmbeddingCacheStatistics"/>, safe for several threads.</summary>
internal sealed class CacheCounters
{
    private long _hits;
    private long _misses;
    private long _puts;
    private long _damaged;
    private long _evictions;
    private long _failures;
    private volatile string? _lastDamage;
    private volatile string? _lastFailure;

    public void AddLookup(bool found) => Interlocked.Increment(ref found ? ref _hits : ref _misses);

    public void AddPut() => Interlocked.Increment(ref _puts);

    public void AddEviction() => Interlocked.Increment(ref _evictions);

    public void AddDamage(string reason)
    {
        _lastDamage = reason;
        Interlocked.Increment(ref _damaged);
    }

    public void AddFailure(string reason)
    {
        _lastFailure = reason;
        Interlocked.Increment(ref _failures);
    }

    public EmbeddingCacheStatistics Snapshot() => new()
    {
        Hits = Interlocked.Read(ref _hits),
        Misses = Interlocked.Read(ref _misses),
        Puts = Interlocked.Read(ref _puts),
        Damaged = Interlocked.Read(ref _damaged),
        Evictions = Interlocked.Read(ref _evictions),
        Failures = Interlocked.Read(ref _failures),
        LastDamage = _lastDamage,
        LastFailure = _lastFailure,
    };
}
