namespace CtVlm.MLNet.Tests;

/// <summary>The memory cache, the cache that keeps nothing, and the choice of the default folder.</summary>
public sealed class MemoryCacheTests
{
    // 3 x 4 values and 3 indices of 4 bytes, and 512 bytes around them.
    private const long BagBytes = 60 + 512;

    [Fact]
    public void InMemory_AfterPut_GivesTheSameBag()
    {
        EmbeddingCache cache = EmbeddingCache.InMemory();
        EmbeddingBag bag = CacheFolder.Bag(1);
        cache.Put(CacheFolder.Key(1), bag);

        Assert.True(cache.TryGet(CacheFolder.Key(1), out EmbeddingBag? read));
        Assert.Same(bag, read);
        Assert.Same(bag, cache.AsStored(bag));
        Assert.False(cache.TryGet(CacheFolder.Key(2), out _));
        Assert.Equal(new EmbeddingCacheStatistics { Hits = 1, Misses = 1, Puts = 1 }, cache.Statistics);
        Assert.True(cache.IsEnabled);
    }

    [Fact]
    public void InMemory_BeyondTheBound_EvictsTheBagUsedLongestAgo()
    {
        EmbeddingCache cache = EmbeddingCache.InMemory(BagBytes * 3);
        for (int i = 0; i < 3; i++)
        {
            cache.Put(CacheFolder.Key(i), CacheFolder.Bag(i));
        }

        cache.TryGet(CacheFolder.Key(0), out _);
        cache.Put(CacheFolder.Key(2), CacheFolder.Bag(2));
        Assert.Equal(0, cache.Statistics.Evictions);
        cache.Put(CacheFolder.Key(3), CacheFolder.Bag(3));

        Assert.Equal(1, cache.Statistics.Evictions);
        Assert.Equal([true, false, true, true], Enumerable.Range(0, 4).Select(i => cache.TryGet(CacheFolder.Key(i), out _)));
    }

    [Fact]
    public void InMemory_BagLargerThanTheBound_IsRefusedAndEvictsNothing()
    {
        EmbeddingCache cache = EmbeddingCache.InMemory(BagBytes);
        cache.Put(CacheFolder.Key(1), CacheFolder.Bag(1));
        cache.Put(CacheFolder.Key(2), CacheFolder.Bag(2, count: 4));

        Assert.Equal(1, cache.Statistics.Failures);
        Assert.True(cache.TryGet(CacheFolder.Key(1), out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingCache.InMemory(0));
    }

    [Fact]
    public void InMemory_ManyThreads_GiveTheRightBagWithinTheBound()
    {
        EmbeddingCache cache = EmbeddingCache.InMemory(BagBytes * 8);
        Parallel.For(0, 4000, i =>
        {
            int number = i % 20;
            if (cache.TryGet(CacheFolder.Key(number), out EmbeddingBag? bag))
            {
                CacheFolder.AssertSame(CacheFolder.Bag(number), bag);
            }
            else
            {
                cache.Put(CacheFolder.Key(number), CacheFolder.Bag(number));
            }
        });

        Assert.Equal(4000, cache.Statistics.Hits + cache.Statistics.Misses);
        Assert.InRange(Enumerable.Range(0, 20).Count(i => cache.TryGet(CacheFolder.Key(i), out _)), 1, 8);
    }

    [Fact]
    public void None_AfterPut_StillMisses()
    {
        EmbeddingCache.None.Put(CacheFolder.Key(1), CacheFolder.Bag(1));

        Assert.False(EmbeddingCache.None.TryGet(CacheFolder.Key(1), out _));
        Assert.False(EmbeddingCache.None.IsEnabled);
        Assert.Equal(0, EmbeddingCache.None.Statistics.Puts);
    }

    [Theory]
    [InlineData("/shared", "/xdg", "/shared/embeddings")]
    [InlineData(null, "/xdg", "/xdg/ctvlm/embeddings")]
    [InlineData(" ", "relative", "/home/u/.cache/ctvlm/embeddings")]
    [InlineData(null, null, "/home/u/.cache/ctvlm/embeddings")]
    public void DefaultFolder_OnUnix_FollowsTheVariables(string? own, string? xdg, string expected)
    {
        string? folder = DefaultEmbeddingCache.Folder(
            name => name == "CTVLM_CACHE" ? own : name == "XDG_CACHE_HOME" ? xdg : null, isWindows: false, "/home/u", string.Empty);

        Assert.Equal(Path.GetFullPath(expected), folder);
    }

    [Fact]
    public void DefaultFolder_OnWindows_IsInLocalApplicationData()
        => Assert.Equal(
            Path.GetFullPath(Path.Combine("/local", "ctvlm", "embeddings")),
            DefaultEmbeddingCache.Folder(_ => null, isWindows: true, "/home/u", "/local"));

    [Fact]
    public void DefaultFolder_NothingKnown_IsNone()
        => Assert.Null(DefaultEmbeddingCache.Folder(_ => null, isWindows: false, string.Empty, string.Empty));

    [Fact]
    public void Default_AskedTwice_IsOneCache() => Assert.Same(EmbeddingCache.Default, EmbeddingCache.Default);
}
