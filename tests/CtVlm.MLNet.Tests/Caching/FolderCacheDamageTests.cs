using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CtVlm.MLNet.Tests;

/// <summary>Damaged, cut and hostile entries: always a miss, always deleted, never more memory than the file is long.</summary>
public sealed class FolderCacheDamageTests : IDisposable
{
    private readonly CacheFolder _folder = new();
    private readonly EmbeddingCacheKey _key = CacheFolder.Key(1);
    private readonly byte[] _whole;

    public FolderCacheDamageTests()
    {
        EmbeddingCache.InFolder(_folder.Path).Put(_key, CacheFolder.Bag(1));
        _whole = File.ReadAllBytes(_folder.EntryOf(_key));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TryGet_AnySingleByteFlipped_IsAMissAndTheEntryIsMadeAgain()
    {
        EmbeddingCache cache = EmbeddingCache.InFolder(_folder.Path);
        for (int i = 0; i < _whole.Length; i++)
        {
            byte[] damaged = [.. _whole];
            damaged[i] ^= 0x10;
            AssertDamaged(cache, damaged);
        }

        Assert.Equal(_whole.Length, cache.Statistics.Damaged);
        Assert.Equal(_whole.Length, cache.Statistics.Misses);
        cache.Put(_key, CacheFolder.Bag(1));
        Assert.True(cache.TryGet(_key, out EmbeddingBag? bag));
        CacheFolder.AssertSame(CacheFolder.Bag(1), bag);
    }

    [Fact]
    public void TryGet_CutAtAnyLengthOrContinued_IsAMiss()
    {
        EmbeddingCache cache = EmbeddingCache.InFolder(_folder.Path);
        for (int length = 0; length < _whole.Length; length++)
        {
            AssertDamaged(cache, _whole[..length]);
        }

        AssertDamaged(cache, [.. _whole, 0]);
        Assert.Equal(_whole.Length + 1, cache.Statistics.Damaged);
    }

    [Theory]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(int.MaxValue, 1)]
    [InlineData(3, int.MaxValue)]
    [InlineData(1 << 28, 1 << 28)]
    [InlineData(1 << 16, 1 << 16)]
    [InlineData(-1, 4)]
    [InlineData(3, -4)]
    [InlineData(0, 0)]
    [InlineData(int.MinValue, int.MinValue)]
    public void TryGet_HostileSizesWithAValidChecksum_AreRefusedWithoutAllocating(int count, int width)
    {
        byte[] hostile = [.. _whole];
        BinaryPrimitives.WriteInt32LittleEndian(hostile.AsSpan(16), count);
        BinaryPrimitives.WriteInt32LittleEndian(hostile.AsSpan(20), width);
        Seal(hostile);
        EmbeddingCache cache = EmbeddingCache.InFolder(_folder.Path);

        long before = GC.GetAllocatedBytesForCurrentThread();
        AssertDamaged(cache, hostile);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void TryGet_HostileLengthField_IsRefused()
    {
        byte[] hostile = [.. _whole];
        BinaryPrimitives.WriteInt64LittleEndian(hostile.AsSpan(24), long.MaxValue);
        Seal(hostile);

        AssertDamaged(EmbeddingCache.InFolder(_folder.Path), hostile);
    }

    [Fact]
    public void TryGet_FileBeyondTheLimit_IsRefusedWithoutReadingIt()
    {
        using (FileStream stream = File.OpenWrite(_folder.EntryOf(_key)))
        {
            stream.SetLength((1L << 30) + 1);
        }

        EmbeddingCache cache = EmbeddingCache.InFolder(_folder.Path);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.False(cache.TryGet(_key, out _));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        Assert.Equal(
            $"Entry {_key.Hex[..8]}…: holds 1073741825 bytes, 96 to 1073741824 expected; it was deleted and will be made again.",
            cache.Statistics.LastDamage);
    }

    [Fact]
    public void TryGet_NegativeSliceIndexWithAValidChecksum_IsRefused()
    {
        byte[] hostile = [.. _whole];
        BinaryPrimitives.WriteInt32LittleEndian(hostile.AsSpan(96), -1);
        Seal(hostile);
        EmbeddingCache cache = EmbeddingCache.InFolder(_folder.Path);

        AssertDamaged(cache, hostile);
        Assert.Contains("holds a negative slice index", cache.Statistics.LastDamage, StringComparison.Ordinal);
    }

    [Fact]
    public void TryGet_EntryOfAnotherKeyUnderThisName_IsRefused()
    {
        EmbeddingCache cache = EmbeddingCache.InFolder(_folder.Path);
        string other = _folder.EntryOf(CacheFolder.Key(2));
        Directory.CreateDirectory(Path.GetDirectoryName(other)!);
        File.Copy(_folder.EntryOf(_key), other);

        Assert.False(cache.TryGet(CacheFolder.Key(2), out _));
        Assert.Contains("belongs to another key", cache.Statistics.LastDamage, StringComparison.Ordinal);
        Assert.True(cache.TryGet(_key, out _));
    }

    [Fact]
    public void TryGet_HalfPrecisionEntryDamaged_IsAMiss()
    {
        EmbeddingCache cache = EmbeddingCache.InFolder(_folder.Path, storage: EmbeddingStorage.Float16);
        cache.Put(_key, CacheFolder.Bag(1));
        string path = _folder.EntryOf(_key, ".f16v1");
        byte[] damaged = File.ReadAllBytes(path);
        damaged[^1] ^= 1;
        File.WriteAllBytes(path, damaged);

        Assert.False(cache.TryGet(_key, out _));
        Assert.Contains("fails its checksum", cache.Statistics.LastDamage, StringComparison.Ordinal);
    }

    private static void Seal(byte[] entry) => SHA256.HashData([.. entry[..64], .. entry[96..]]).CopyTo(entry, 64);

    private void AssertDamaged(EmbeddingCache cache, byte[] content)
    {
        long before = cache.Statistics.Damaged;
        File.WriteAllBytes(_folder.EntryOf(_key), content);

        Assert.False(cache.TryGet(_key, out EmbeddingBag? bag));
        Assert.Null(bag);
        Assert.Equal(before + 1, cache.Statistics.Damaged);
        Assert.False(File.Exists(_folder.EntryOf(_key)));
    }
}
