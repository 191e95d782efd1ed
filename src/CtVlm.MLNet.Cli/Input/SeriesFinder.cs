using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Cli;

/// <summary>Scans a path for CT series, headers only.</summary>
internal static class SeriesFinder
{
    /// <summary>Scans a file or folder tree.</summary>
    /// <exception cref="ToolException">There is no such path.</exception>
    public static Task<CtInventory> ScanAsync(ToolConsole console, string path, CancellationToken cancellationToken)
    {
        CheckExists(path);
        return ProgressDisplay.RunAsync(console, "scan", progress => Task.Run(
            () => CtInventory.Scan(path, progress: new Relay<CtScanProgress>(p => progress.Report(new ProgressStep(p.FilesDone, p.FilesTotal))), cancellationToken: cancellationToken),
            cancellationToken));
    }

    /// <summary>Refuses a path that names nothing.</summary>
    /// <exception cref="ToolException">There is no such path.</exception>
    public static void CheckExists(string path)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            throw new ToolException($"'{path}' does not exist. Name a folder or a file.");
        }
    }
}
