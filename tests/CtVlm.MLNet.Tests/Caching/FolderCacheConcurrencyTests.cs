namespace CtVlm.MLNet.Tests;

/// <summary>Several threads and several instances, which share nothing but the folder, as processes do.</summary>
public sealed class FolderCacheConcurrencyTests : IDisposable
{
    private const int EntryBytes = 156;
    private readonly CacheFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TwoInstances_ReadingWritingAndEvictingAtOnce_NeverGiveAWrongBag()
    {
        EmbeddingCache[] caches = [.. Enumerable.Range(0, 2).Select(_ => EmbeddingCache.InFolder(_folder.Path, maxBytes: EntryBytes * 12))];
        RunAtOnce(8, thread =>
        {
            Random random = new(thread);
            for (int i = 0; i < 150; i++)
            {
                int number = random.Next(20);
                if (caches[thread % 2].TryGet(CacheFolder.Key(number), out EmbeddingBag? bag))
                {
                    CacheFolder.AssertSame(CacheFolder.Bag(number), bag);
                }
                else
                {
                    caches[thread % 2].Put(CacheFolder.Key(number), CacheFolder.Bag(number));
                }
            }
        });

        AssertClean(caches, lookups: 8 * 150);
        Assert.All(caches, cache => Assert.True(cache.Statistics.Hits > 0 && cache.Statistics.Evictions > 0));
        Assert.InRange(_folder.Files().Sum(file => new FileInfo(file).Length), EntryBytes, EntryBytes * 13);
    }

    [Fact]
    public void ManyWritersOfOneKey_WithReaders_GiveTheWholeBagOrAMiss()
    {
        EmbeddingBag bag = CacheFolder.Bag(1, count: 64, width: 128);
        EmbeddingCache[] caches = [.. Enumerable.Range(0, 2).Select(_ => EmbeddingCache.InFolder(_folder.Path))];
        RunAtOnce(8, thread =>
        {
            for (int i = 0; i < 40; i++)
            {
                if (thread < 4)
                {
                    caches[thread % 2].Put(CacheFolder.Key(1), bag);
                }
                else if (caches[thread % 2].TryGet(CacheFolder.Key(1), out EmbeddingBag? read))
                {
                    CacheFolder.AssertSame(bag, read);
                }
            }
        });

        AssertClean(caches, lookups: 4 * 40);
        Assert.Equal(4 * 40, caches.Sum(cache => cache.Statistics.Puts));
        Assert.Single(_folder.Files());
        Assert.True(caches[0].TryGet(CacheFolder.Key(1), out EmbeddingBag? last));
        CacheFolder.AssertSame(bag, last);
    }

    private static void RunAtOnce(int threads, Action<int> body)
    {
        Task[] tasks =
        [
            .. Enumerable.Range(0, threads).Select(thread => Task.Factory.StartNew(
                () => body(thread), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)),
        ];
        Task.WaitAll(tasks, TestContext.Current.CancellationToken);
    }

    private void AssertClean(EmbeddingCache[] caches, long lookups)
    {
        Assert.All(caches, cache => Assert.True(
            cache.Statistics is { Failures: 0, Damaged: 0 }, $"{cache.Statistics.LastFailure} {cache.Statistics.LastDamage}"));
        Assert.Equal(lookups, caches.Sum(cache => cache.Statistics.Hits + cache.Statistics.Misses));
        Assert.DoesNotContain(_folder.Files(), file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }
}
