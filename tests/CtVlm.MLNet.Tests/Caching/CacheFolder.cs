namespace CtVlm.MLNet.Tests;

/// <summary>A temporary cache folder, and made-up keys and bags.</summary>
internal sealed class CacheFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ctvlm-cache-").FullName;

    public static EmbeddingCacheKey Key(int number) => EmbeddingCacheKey.Create($"series {number}", "{}", "encoder", "Projected", "Float32");

    /// <summary>A bag whose numbers depend on <paramref name="number"/> and are exact in half precision.</summary>
    public static EmbeddingBag Bag(int number, int count = 3, int width = 4)
        => new(
            [.. Enumerable.Range(0, count * width).Select(i => (number % 100) + (i % 8 / 8f))],
            width,
            [.. Enumerable.Range(0, count).Select(i => (i * 2) + number)]);

    public static void AssertSame(EmbeddingBag expected, EmbeddingBag? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Width, actual.Width);
        Assert.Equal(expected.SliceIndices, actual.SliceIndices);
        Assert.Equal(expected.Values.Select(BitConverter.SingleToInt32Bits), actual.Values.Select(BitConverter.SingleToInt32Bits));
    }

    /// <summary>Where the layout says that an entry lies.</summary>
    public string EntryOf(EmbeddingCacheKey key, string extension = ".f32v1") => System.IO.Path.Combine(Path, key.Hex[..2], key.Hex + extension);

    public string[] Files() => Directory.GetFiles(Path, "*", SearchOption.AllDirectories);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
