namespace CtVlm.MLNet.Benchmarks;

/// <summary>A folder for the files of one run, gone when the process ends.</summary>
internal static class FixtureFolder
{
    private static readonly Lazy<string> s_path = new(Create);

    public static string Combine(params string[] parts) => Path.Combine([s_path.Value, .. parts]);

    private static string Create()
    {
        string path = Directory.CreateTempSubdirectory("ctvlm-benchmarks-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(path, recursive: true);
        return path;
    }
}
