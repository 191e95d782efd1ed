namespace CtVlm.MLNet;

/// <summary>The wording of what goes into the statistics.</summary>
internal static class CacheMessage
{
    /// <summary>A bag does not fit.</summary>
    public static string TooLarge(long bytes, long limit)
        => FormattableString.Invariant($"Put: a bag of {bytes} bytes is larger than the limit of {limit} bytes; raise maxBytes to keep it.");

    /// <summary>The storage refused.</summary>
    public static string Failed(string operation, Exception error)
        => $"{operation}: {error.GetType().Name}: {error.Message} Check that the cache folder exists, is writable and has space.";

    /// <summary>An entry is not what it should be.</summary>
    public static string Damaged(EmbeddingCacheKey key, string reason) => $"Entry {key.Hex.AsSpan(0, 8)}…: {reason}; it was deleted and will be made again.";
}
