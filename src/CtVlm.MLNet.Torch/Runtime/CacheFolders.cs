namespace CtVlm.MLNet.Torch;

/// <summary>The folders that this package may write to, in order of preference.</summary>
internal static class CacheFolders
{
    /// <summary>The variable that names the folder.</summary>
    public const string Variable = "CTVLM_CACHE";

    private const string FolderName = "ctvlm";

    /// <summary>The folder asked for, else that of CTVLM_CACHE, else the user's own.</summary>
    public static string Preferred(string? asked)
    {
        string? named = string.IsNullOrWhiteSpace(asked) ? Environment.GetEnvironmentVariable(Variable) : asked;
        return string.IsNullOrWhiteSpace(named) ? OfUser() : Path.GetFullPath(named);
    }

    /// <summary>The preferred folder, then one below the temporary folder, for where the first is read-only.</summary>
    public static IReadOnlyList<string> Candidates(string? asked) => [Preferred(asked), OfTemporaryFolder()];

    private static string OfUser()
    {
        string? xdg = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (!string.IsNullOrWhiteSpace(xdg) && Path.IsPathFullyQualified(xdg))
        {
            return Path.Combine(xdg, FolderName);
        }

        string cache = OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".cache");
        return Path.IsPathFullyQualified(cache) ? Path.Combine(cache, FolderName) : OfTemporaryFolder();
    }

    // The temporary folder is shared between users: each gets a folder of its own.
    private static string OfTemporaryFolder() => Path.Combine(Path.GetTempPath(), $"{FolderName}-{Environment.UserName}");
}
