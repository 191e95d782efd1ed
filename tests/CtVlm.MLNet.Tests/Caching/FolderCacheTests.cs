using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CtVlm.MLNet.Tests;

/// <summary>Round trips, layout, precision and failures of the folder cache.</summary>
public sealed class FolderCacheTests : IDisposable
{
    private readonly CacheFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TryGet_AfterPut_GivesTheSameBitsInAnyInstance()
    {
        EmbeddingBag bag = new([1.5f, -0f, float.NaN, float.PositiveInfinity, float.Epsilon, float.MaxValue], 2, [0, 7, 7]);
        EmbeddingCache first = EmbeddingCache.InFolder(_folder.Path);
        EmbeddingCache second = EmbeddingCache.InFolder(_folder.Path);

        Assert.False(first.TryGet(CacheFolder.Key(1), out _));
        first.Put(CacheFolder.Key(1), bag);

        Assert.True(second.TryGet(CacheFolder.Key(1), out EmbeddingBag? read));
        CacheFolder.AssertSame(bag, read);
        Assert.False(second.TryGet(CacheFolder.Key(2), out _));
        Assert.Equal(new EmbeddingCacheStatistics { Misses = 1, Puts = 1 }, first.Statistics);
        Assert.Equal(new EmbeddingCacheStatistics { Hits = 1, Misses = 1 }, second.Statistics);
        Assert.Equal([_folder.EntryOf(CacheFolder.Key(1))], _folder.Files());
    }

    [Fact]
    public void TryGet_EmptyBag_ComesBackEmpty()
    {
        EmbeddingCache cache = EmbeddingCache.InFolder(_folder.Path);
        cache.Put(CacheFolder.Key(1), new EmbeddingBag([], 512, []));

        Assert.True(cache.TryGet(CacheFolder.Key(1), out EmbeddingBag? bag));
        Assert.Equal((0, 512), (bag.Count, bag.Width));
    }

    [Fact]
    public void Put_SameKeyTwice_KeepsTheLast()
    {
        EmbeddingCache cache = EmbeddingCache.InFolder(_folder.Path);
        cache.Put(CacheFolder.Key(1), CacheFolder.Bag(1));
        cache.Put(CacheFolder.Key(1), CacheFolder.Bag(2));

        Assert.True(cache.TryGet(CacheFolder.Key(1), out EmbeddingBag? bag));
        CacheFolder.AssertSame(CacheFolder.Bag(2), bag);
        Assert.Single(_folder.Files());
    }

    [Fact]
    public void Put_Float32_WritesTheDocumentedLayout()
    {
        EmbeddingCache.InFolder(_folder.Path).Put(CacheFolder.Key(1), CacheFolder.Bag(1));
        byte[] entry = File.ReadAllBytes(_folder.EntryOf(CacheFolder.Key(1)));

        Assert.Equal(96 + (3 * 4) + (12 * 4), entry.Length);
        Assert.Equal("CTVLMEMB"u8, entry.AsSpan(0, 8));
        Assert.Equal(1u, BinaryPrimitives.ReadUInt32LittleEndian(entry.AsSpan(8)));
        Assert.Equal(0u, BinaryPrimitives.ReadUInt32LittleEndian(entry.AsSpan(12)));
        Assert.Equal(3, BinaryPrimitives.ReadInt32LittleEndian(entry.AsSpan(16)));
        Assert.Equal(4, BinaryPrimitives.ReadInt32LittleEndian(entry.AsSpan(20)));
        Assert.Equal(entry.Length, BinaryPrimitives.ReadInt64LittleEndian(entry.AsSpan(24)));
        Assert.Equal(CacheFolder.Key(1).Hex, Convert.ToHexStringLower(entry.AsSpan(32, 32)));
        Assert.Equal(SHA256.HashData([.. entry[..64], .. entry[96..]]), entry.AsSpan(64, 32));
        Assert.Equal(3, BinaryPrimitives.ReadInt32LittleEndian(entry.AsSpan(96 + 4)));
        Assert.Equal(1.125f, BinaryPrimitives.ReadSingleLittleEndian(entry.AsSpan(96 + 12 + 4)));
    }

    [Fact]
    public void TryGet_Float16_GivesWhatAsStoredPromised()
    {
        EmbeddingCache cache = EmbeddingCache.InFolder(_folder.Path, storage: EmbeddingStorage.Float16);
        Random random = new(3);
        EmbeddingBag bag = new([.. Enumerable.Range(0, 600).Select(_ => (float)(random.NextDouble() - 0.5))], 200, [0, 1, 2]);
        EmbeddingBag stored = cache.AsStored(bag);
        cache.Put(CacheFolder.Key(1), bag);

        Assert.True(cache.TryGet(CacheFolder.Key(1), out EmbeddingBag? read));
        CacheFolder.AssertSame(stored, read);
        Assert.Equal(bag.Values.Select(value => (float)(Half)value), read.Values);
        Assert.NotEqual(bag.Values, read.Values);
        Assert.Equal(96 + (3 * 4) + (600 * 2), new FileInfo(_folder.EntryOf(CacheFolder.Key(1), ".f16v1")).Length);
    }

    [Fact]
    public void TryGet_Float16WithAValueBeyondHalf_KeepsFullPrecision()
    {
        EmbeddingCache cache = EmbeddingCache.InFolder(_folder.Path, storage: EmbeddingStorage.Float16);
        EmbeddingBag bag = new([0.1f, 70000f], 2, [5]);
        cache.Put(CacheFolder.Key(1), bag);

        Assert.Same(bag, cache.AsStored(bag));
        Assert.True(cache.TryGet(CacheFolder.Key(1), out EmbeddingBag? read));
        CacheFolder.AssertSame(bag, read);
    }

    [Fact]
    public void TryGet_CacheOfOtherPrecision_DoesNotSeeTheEntry()
    {
        EmbeddingCache.InFolder(_folder.Path, storage: EmbeddingStorage.Float16).Put(CacheFolder.Key(1), CacheFolder.Bag(1));

        Assert.False(EmbeddingCache.InFolder(_folder.Path).TryGet(CacheFolder.Key(1), out _));
    }

    [Fact]
    public void Put_FolderUnderARegularFile_IsCountedAndHarmless()
    {
        string file = Path.Combine(_folder.Path, "plain");
        File.WriteAllText(file, "not a folder");
        EmbeddingCache cache = EmbeddingCache.InFolder(Path.Combine(file, "cache"));

        cache.Put(CacheFolder.Key(1), CacheFolder.Bag(1));

        Assert.Equal(0, cache.Statistics.Puts);
        Assert.Equal(1, cache.Statistics.Failures);
        Assert.StartsWith("Put: ", cache.Statistics.LastFailure, StringComparison.Ordinal);
        Assert.EndsWith("Check that the cache folder exists, is writable and has space.", cache.Statistics.LastFailure, StringComparison.Ordinal);
        Assert.False(cache.TryGet(CacheFolder.Key(1), out _));
        Assert.Equal("not a folder", File.ReadAllText(file));
    }

    [Fact]
    public void Put_EntryNameTakenByAFolder_LeavesNothingAside()
    {
        Directory.CreateDirectory(_folder.EntryOf(CacheFolder.Key(1)));
        EmbeddingCache cache = EmbeddingCache.InFolder(_folder.Path);

        cache.Put(CacheFolder.Key(1), CacheFolder.Bag(1));

        Assert.Equal(0, cache.Statistics.Puts);
        Assert.Equal(1, cache.Statistics.Failures);
        Assert.Empty(_folder.Files());
    }

    [Fact]
    public void Put_BagLargerThanTheBound_IsRefusedAndCounted()
    {
        EmbeddingCache cache = EmbeddingCache.InFolder(_folder.Path, maxBytes: 155);

        cache.Put(CacheFolder.Key(1), CacheFolder.Bag(1));

        Assert.Equal(
            "Put: a bag of 156 bytes is larger than the limit of 155 bytes; raise maxBytes to keep it.", cache.Statistics.LastFailure);
        Assert.Empty(_folder.Files());
    }

    [Fact]
    public void Put_PrivateFolder_IsOpenToItsUserAlone()
    {
        string path = Path.Combine(_folder.Path, "a", "embeddings");
        FolderEmbeddingCache cache = new(path, 1_000_000, EmbeddingStorage.Float32, isPrivate: true);

        cache.Put(CacheFolder.Key(1), CacheFolder.Bag(1));

        Assert.True(cache.TryGet(CacheFolder.Key(1), out _));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public void InFolder_WrongArguments_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => EmbeddingCache.InFolder(" "));
        Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingCache.InFolder("x", maxBytes: 0));
        Assert.Throws<ArgumentException>(() => EmbeddingCache.InFolder("x", storage: (EmbeddingStorage)7));
    }
}
