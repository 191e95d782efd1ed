namespace CtVlm.MLNet.Tests;

/// <summary>The bound of the folder cache, and what it must leave alone. An entry of the standard bag has 156 bytes.</summary>
public sealed class FolderCacheEvictionTests : IDisposable
{
    private const int EntryBytes = 156;
    private readonly CacheFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Put_BeyondTheBound_EvictsTheEntryUsedLongestAgo()
    {
        EmbeddingCache cache = EmbeddingCache.InFolder(_folder.Path, maxBytes: (EntryBytes * 4) - 1);
        for (int i = 0; i < 3; i++)
        {
            cache.Put(CacheFolder.Key(i), CacheFolder.Bag(i));
            File.SetLastWriteTimeUtc(_folder.EntryOf(CacheFolder.Key(i)), DateTime.UtcNow.AddHours(i - 10));
        }

        // A hit makes the oldest the newest.
        Assert.True(cache.TryGet(CacheFolder.Key(0), out _));
        cache.Put(CacheFolder.Key(3), CacheFolder.Bag(3));

        Assert.Equal(1, cache.Statistics.Evictions);
        Assert.True(cache.TryGet(CacheFolder.Key(0), out _));
        Assert.False(cache.TryGet(CacheFolder.Key(1), out _));
        Assert.True(cache.TryGet(CacheFolder.Key(2), out _));
        Assert.True(cache.TryGet(CacheFolder.Key(3), out _));
        Assert.Equal(0, cache.Statistics.Failures);
    }

    [Fact]
    public void Put_FolderFilledByAnotherInstance_CountsItsEntriesToo()
    {
        EmbeddingCache other = EmbeddingCache.InFolder(_folder.Path);
        for (int i = 0; i < 10; i++)
        {
            other.Put(CacheFolder.Key(i), CacheFolder.Bag(i));
        }

        EmbeddingCache cache = EmbeddingCache.InFolder(_folder.Path, maxBytes: EntryBytes * 5);
        cache.Put(CacheFolder.Key(10), CacheFolder.Bag(10));

        Assert.InRange(_folder.Files().Sum(file => new FileInfo(file).Length), EntryBytes, EntryBytes * 5);
        Assert.True(cache.TryGet(CacheFolder.Key(10), out _));
    }

    [Fact]
    public void Put_OneEntryFillsTheBound_KeepsTheNewest()
    {
        EmbeddingCache cache = EmbeddingCache.InFolder(_folder.Path, maxBytes: EntryBytes);
        cache.Put(CacheFolder.Key(1), CacheFolder.Bag(1));
        cache.Put(CacheFolder.Key(2), CacheFolder.Bag(2));

        Assert.Equal([_folder.EntryOf(CacheFolder.Key(2))], _folder.Files());
    }

    [Fact]
    public void Put_BeyondTheBound_LeavesForeignFilesAlone()
    {
        string hex = CacheFolder.Key(1).Hex;
        string[] foreign =
        [
            Path.Combine(_folder.Path, "thesis.docx"),
            Path.Combine(_folder.Path, "ab", "notes.txt"),
            Path.Combine(_folder.Path, "ab", "notes.tmp"),
            Path.Combine(_folder.Path, "models", hex + ".f32v1"),
            Path.Combine(_folder.Path, "ab", hex + ".f32v2"),
        ];
        foreach (string file in foreign)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, new byte[10_000]);
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddYears(-1));
        }

        EmbeddingCache cache = EmbeddingCache.InFolder(_folder.Path, maxBytes: EntryBytes);
        cache.Put(CacheFolder.Key(1), CacheFolder.Bag(1));
        cache.Put(CacheFolder.Key(2), CacheFolder.Bag(2));

        Assert.Equal(1, cache.Statistics.Evictions);
        Assert.All(foreign, file => Assert.Equal(10_000, new FileInfo(file).Length));
    }

    [Fact]
    public void Put_LinkOutOfTheFolder_IsNotFollowed()
    {
        using CacheFolder outside = new();
        string hex = CacheFolder.Key(9).Hex;
        string victim = Path.Combine(outside.Path, hex + ".f32v1");
        File.WriteAllBytes(victim, new byte[10_000]);
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "aa"), outside.Path);

        EmbeddingCache cache = EmbeddingCache.InFolder(_folder.Path, maxBytes: EntryBytes);
        cache.Put(CacheFolder.Key(1), CacheFolder.Bag(1));
        cache.Put(CacheFolder.Key(2), CacheFolder.Bag(2));

        Assert.Equal(1, cache.Statistics.Evictions);
        Assert.True(File.Exists(victim));
    }

    [Fact]
    public void Put_RemainsOfDeadWriters_AreClearedAwayWhenOld()
    {
        string young = FolderEviction.AsideName(_folder.EntryOf(CacheFolder.Key(1)));
        string old = FolderEviction.AsideName(_folder.EntryOf(CacheFolder.Key(1)));
        Directory.CreateDirectory(Path.GetDirectoryName(old)!);
        File.WriteAllBytes(young, new byte[10]);
        File.WriteAllBytes(old, new byte[10]);
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddHours(-2));

        EmbeddingCache.InFolder(_folder.Path).Put(CacheFolder.Key(2), CacheFolder.Bag(2));

        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young));
    }
}
