namespace CtVlm.MLNet.Fuzzing;

/// <summary>Finds the committed data from wherever the program runs, as long as that is below the repository.</summary>
internal static class RepositoryFiles
{
    private static readonly string Root = FindRoot();

    /// <summary>Files of the golden set: the first of each case's folder, and the multi-frame files.</summary>
    public static IEnumerable<string> Golden() => Directory.GetDirectories(Below("tests", "Golden", "dicom", "files"))
        .Order(StringComparer.Ordinal)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(1))
        .Concat(Directory.GetFiles(Below("tests", "Golden", "dicom", "files")).Order(StringComparer.Ordinal));

    /// <summary>Files of the hostile set.</summary>
    public static IEnumerable<string> Hostile() =>
        Directory.EnumerateFiles(Below("tests", "Hostile", "dicom", "files"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    /// <summary>Inputs that a target once failed on.</summary>
    public static IReadOnlyList<string> Regressions(string target)
    {
        string folder = Below("tests", "Hostile", "regressions", target);
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>A path below the repository's root.</summary>
    public static string Below(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CtVlm.MLNet.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("No parent folder of the program holds CtVlm.MLNet.sln.");
    }
}
