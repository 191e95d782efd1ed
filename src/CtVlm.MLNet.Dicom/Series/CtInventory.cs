namespace CtVlm.MLNet.Dicom;

/// <summary>Every CT series below a folder, and every file that belongs to none with the reason.</summary>
/// <remarks>
/// A series is split where its slices cannot form one grid: by orientation, size, pixel spacing, and, where places repeat, by
/// acquisition. Slices are ordered by position along the normal, row direction x column direction. Links are not followed.
/// <b>Source:</b> DICOM PS3.3 C.7.6.1 and C.7.6.2.
/// </remarks>
public sealed class CtInventory
{
    private CtInventory(IReadOnlyList<CtSeriesEntry> series, IReadOnlyList<SkippedFile> skipped)
    {
        Series = series;
        Skipped = skipped;
    }

    /// <summary>The series found, ordered by folder and identifier.</summary>
    public IReadOnlyList<CtSeriesEntry> Series { get; }

    /// <summary>The files that belong to no series, ordered by path.</summary>
    public IReadOnlyList<SkippedFile> Skipped { get; }

    /// <summary>Looks at every file below a folder, reading headers only.</summary>
    /// <param name="path">A folder, searched with its subfolders, or one file.</param>
    /// <param name="options">How to search and read; the default options when null.</param>
    /// <param name="progress">Told after each file, from several threads; null for none.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <returns>The inventory; holds no open file.</returns>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    /// <exception cref="DicomException">The folder holds more files than the limit. A damaged file is no exception but a skipped file.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static CtInventory Scan(
        string path, CtReadOptions? options = null, IProgress<CtScanProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= CtReadOptions.Default;
        string root = Path.GetFullPath(path);
        FolderWalker walker = new(root, options.Limits, cancellationToken);
        walker.Walk();
        ScannedFile[] files = new ScannedFile[walker.Files.Count];
        int done = 0;
        SliceLoop.Run(
            files.Length,
            options.MaxDegreeOfParallelism,
            i =>
            {
                files[i] = SliceImageReader.Read(walker.Files[i].FullPath, walker.Files[i].RelativePath, options);
                progress?.Report(new CtScanProgress(Interlocked.Increment(ref done), files.Length));
            },
            cancellationToken);

        SeriesAssembler assembler = new(options);
        List<CtSeriesEntry> series = assembler.Assemble(files, cancellationToken);
        SkippedFile[] skipped = [.. walker.Skipped.Concat(assembler.Skipped).OrderBy(file => file.Path, StringComparer.Ordinal)];
        return new CtInventory(series, skipped);
    }
}
