using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Cli;

/// <summary>Reads what a verb shall work on: studies.csv, or a folder with series.</summary>
internal static class StudyReader
{
    /// <summary>Reads a CSV file, or scans a folder or DICOM file.</summary>
    /// <exception cref="ToolException">There is no such path, no series, or the CSV file is not of the known form.</exception>
    public static async Task<StudyTable> ReadAsync(ToolConsole console, string path, CancellationToken cancellationToken)
    {
        SeriesFinder.CheckExists(path);
        if (File.Exists(path) && Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase))
        {
            return StudiesCsv.Read(path);
        }

        CtInventory inventory = await SeriesFinder.ScanAsync(console, path, cancellationToken);
        return inventory.Series.Count > 0
            ? new StudyTable([.. inventory.Series.Select(entry => Create(Path.GetFullPath(path), entry, inventory.Series))], [])
            : throw new ToolException(
                $"No CT series below '{path}' ({PlainText.Count(inventory.Skipped.Count, "file", "files")} skipped). 'ctvlm inspect' says why; a cohort can also be named by its studies.csv.");
    }

    private static Study Create(string root, CtSeriesEntry entry, IReadOnlyList<CtSeriesEntry> all)
    {
        string folder = entry.RelativePath;
        bool isAlone = all.Count(other => IsAtOrBelow(other.RelativePath, folder)) == 1;
        return new Study
        {
            SeriesPath = isAlone ? folder : $"{folder}|{entry.Selector}",
            Locator = entry.GetLocator(root),
            Entry = entry,
        };
    }

    private static bool IsAtOrBelow(string path, string folder) =>
        folder == "." || path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);
}
