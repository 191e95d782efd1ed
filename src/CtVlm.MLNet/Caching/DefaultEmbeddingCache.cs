namespace CtVlm.MLNet;

/// <summary>Finds the per-user cache folder.</summary>
internal static class DefaultEmbeddingCache
{
    /// <summary>The variable that names the root of all our cache folders.</summary>
    public const string Variable = "CTVLM_CACHE";

    /// <summary>Makes the default cache from this process's environment.</summary>
    public static EmbeddingCache Create()
    {
        string? folder = Folder(
            Environment.GetEnvironmentVariable,
            OperatingSystem.IsWindows(),
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData));
        return folder is null
            ? EmbeddingCache.None
            : new FolderEmbeddingCache(folder, EmbeddingCache.DefaultFolderBytes, EmbeddingStorage.Float32, isPrivate: true);
    }

    /// <summary>The folder for an environment, or null where none is known: a shared temporary folder would be open to tampering.</summary>
    /// <remarks><b>Source:</b> XDG Base Directory Specification 0.8: a relative XDG_CACHE_HOME is to be ignored, ~/.cache is its default.</remarks>
    public static string? Folder(Func<string, string?> variable, bool isWindows, string home, string localApplicationData)
    {
        string? root = variable(Variable);
        if (!string.IsNullOrWhiteSpace(root))
        {
            return Path.GetFullPath(Path.Combine(root, "embeddings"));
        }

        string? cache = variable("XDG_CACHE_HOME");
        if (string.IsNullOrWhiteSpace(cache) || !Path.IsPathFullyQualified(cache))
        {
            cache = isWindows ? localApplicationData : home.Length > 0 ? Path.Combine(home, ".cache") : string.Empty;
        }

        return cache.Length > 0 ? Path.GetFullPath(Path.Combine(cache, "ctvlm", "embeddings")) : null;
    }
}
