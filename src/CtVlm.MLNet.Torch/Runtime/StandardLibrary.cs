namespace CtVlm.MLNet.Torch;

/// <summary>The system's C++ library: where it is and which symbol versions it defines.</summary>
internal static class StandardLibrary
{
    /// <summary>The file name that libraries ask for.</summary>
    public const string FileName = "libstdc++.so.6";

    private const string Maps = "/proc/self/maps";

    private static readonly string[] s_folders =
    [
        "/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/lib/aarch64-linux-gnu", "/usr/lib64", "/lib64", "/usr/lib",
    ];

    /// <summary>Full path of the copy that this process has loaded, else of the system's; null where there is none.</summary>
    public static string? Find() => FindLoaded() ?? s_folders.Select(f => Path.Combine(f, FileName)).FirstOrDefault(File.Exists);

    /// <summary>Names of the versions that the library at a path defines.</summary>
    public static IReadOnlySet<string> ReadVersions(string path) => ElfImage.Parse(File.ReadAllBytes(path)).ReadDefinitions().ToHashSet(StringComparer.Ordinal);

    // Once libtorch is in the process so is the one C++ library that everything shares, wherever it came from.
    private static string? FindLoaded()
    {
        if (!File.Exists(Maps))
        {
            return null;
        }

        return File.ReadLines(Maps)
            .Select(line => line.IndexOf('/', StringComparison.Ordinal) is int slash and >= 0 ? line[slash..] : "")
            .FirstOrDefault(path => Path.GetFileName(path).StartsWith("libstdc++.so", StringComparison.Ordinal) && File.Exists(path));
    }
}
