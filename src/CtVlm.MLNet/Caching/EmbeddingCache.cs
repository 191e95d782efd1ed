using System.Diagnostics.CodeAnalysis;

namespace CtVlm.MLNet;

/// <summary>Keeps bags of embeddings by content, so that a second pass, fold or strategy never runs the encoder again.</summary>
/// <remarks>
/// Safe for several threads; the folder forms also for several processes at once. A cache never stops a run: storage that refuses is
/// counted in <see cref="Statistics"/> and means a miss. Never part of a saved model. Holds hashes and numbers, no identity.
/// </remarks>
public abstract class EmbeddingCache
{
    /// <summary>Default bound of <see cref="InMemory"/>: 1 GiB.</summary>
    public const long DefaultMemoryBytes = 1L << 30;

    /// <summary>Default bound of <see cref="InFolder"/> and <see cref="Default"/>: 20 GiB, about 100,000 series of 64 slices at 768 numbers.</summary>
    public const long DefaultFolderBytes = 20L << 30;

    private static readonly Lazy<EmbeddingCache> DefaultCache = new(DefaultEmbeddingCache.Create);

    private protected EmbeddingCache()
    {
    }

    /// <summary>Keeps nothing: every look-up misses.</summary>
    public static EmbeddingCache None { get; } = new NoEmbeddingCache();

    /// <summary>
    /// The cache of this user, one for the process: folder `embeddings` below CTVLM_CACHE where that is set, else `ctvlm/embeddings` below
    /// XDG_CACHE_HOME, ~/.cache, or local application data on Windows. <see cref="None"/> where no such folder is known. Bounded by
    /// <see cref="DefaultFolderBytes"/>; readable by the user alone where the system can say so.
    /// </summary>
    public static EmbeddingCache Default => DefaultCache.Value;

    /// <summary>False where every look-up is sure to miss, so that making a key would be work for nothing.</summary>
    public virtual bool IsEnabled => true;

    /// <summary>What happened so far.</summary>
    public EmbeddingCacheStatistics Statistics => Counters.Snapshot();

    /// <summary>Counts of this cache.</summary>
    private protected CacheCounters Counters { get; } = new();

    /// <summary>Keeps the bags used last, in this process.</summary>
    /// <param name="maxBytes">Bound of all bags together, in bytes, at least 1.</param>
    /// <returns>The cache. Bags are shared, not copied.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public static EmbeddingCache InMemory(long maxBytes = DefaultMemoryBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxBytes);
        return new MemoryEmbeddingCache(maxBytes);
    }

    /// <summary>Keeps the bags used last in a folder, a file each.</summary>
    /// <param name="path">The folder; made at the first write. Other files in it are never touched.</param>
    /// <param name="maxBytes">Bound of all entries together, in bytes, at least 1. With P processes writing at once it may be passed by P/16 for a while.</param>
    /// <param name="storage">Precision on disk. Caches of different precision share a folder without seeing each other's entries.</param>
    /// <returns>The cache. Touches no disk yet.</returns>
    /// <exception cref="ArgumentException">The path is null, empty or malformed, or the storage is none of the enumeration.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public static EmbeddingCache InFolder(
        string path, long maxBytes = DefaultFolderBytes, EmbeddingStorage storage = EmbeddingStorage.Float32)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxBytes);
        if (!Enum.IsDefined(storage))
        {
            throw new ArgumentException($"EmbeddingCache: storage must be Float32 or Float16, got {storage}.", nameof(storage));
        }

        return new FolderEmbeddingCache(Path.GetFullPath(path), maxBytes, storage, isPrivate: false);
    }

    /// <summary>Looks a bag up.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="bag">The bag, (n, d); shared, never to be changed.</param>
    /// <returns>True where it was found whole.</returns>
    public bool TryGet(EmbeddingCacheKey key, [NotNullWhen(true)] out EmbeddingBag? bag)
    {
        ArgumentNullException.ThrowIfNull(key);
        bag = Read(key);
        Counters.AddLookup(bag is not null);
        return bag is not null;
    }

    /// <summary>Stores a bag, in place of one of the same key. A bag that cannot be stored is counted as a failure.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="bag">The bag; shared from now on, never to be changed.</param>
    public void Put(EmbeddingCacheKey key, EmbeddingBag bag)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(bag);
        if (Write(key, bag))
        {
            Counters.AddPut();
        }
    }

    /// <summary>
    /// The bag as a later look-up will give it: rounded where the storage rounds, else the same object. Use it before the first use of a
    /// computed bag, so that the first pass over the data sees the same numbers as the others.
    /// </summary>
    /// <param name="bag">A computed bag.</param>
    /// <returns>The bag to go on with.</returns>
    public virtual EmbeddingBag AsStored(EmbeddingBag bag)
    {
        ArgumentNullException.ThrowIfNull(bag);
        return bag;
    }

    /// <summary>The bag, or null. Counts damage and failures, not the look-up.</summary>
    private protected abstract EmbeddingBag? Read(EmbeddingCacheKey key);

    /// <summary>True where the bag was stored. Counts failures.</summary>
    private protected abstract bool Write(EmbeddingCacheKey key, EmbeddingBag bag);
}
