namespace CtVlm.MLNet.Tests;

/// <summary>Finds the committed golden and hostile data from wherever the tests run.</summary>
internal static class GoldenFiles
{
    /// <summary>The repository's root folder: the first parent of the test assembly that holds the solution file.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>A path below tests/Golden. Fails when it is not there: a missing golden is a failure, not a skip.</summary>
    public static string Path(params string[] parts)
    {
        string path = System.IO.Path.Combine([RepositoryRoot, "tests", "Golden", .. parts]);
        Assert.True(File.Exists(path) || Directory.Exists(path), $"Golden data is missing: {path}");
        return path;
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "CtVlm.MLNet.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("No parent folder of the test assembly holds CtVlm.MLNet.sln.");
    }
}
