namespace CtVlm.MLNet.Dicom;

/// <summary>Every CT series below a folder or in another source, and every file that belongs to none with the reason.</summary>
/// <remarks>
/// A series is split where its slices cannot form one grid: by orientation, size, pixel spacing, and, where places repeat, by
/// acquisition. Slices are ordered by position along the normal, row direction x column direction.
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

    /// <summary>Looks at every file below a folder, in a zip archive or listed by a DICOMDIR, reading headers only.</summary>
    /// <param name="path">
    /// A folder, searched with its subfolders; one file; a zip archive, which is not extracted; or a DICOMDIR, whose records are followed within its folder. What a
    /// file is decides its content, not its name. Archives that lie in a folder are not opened.
    /// </param>
    /// <param name="options">How to search and read; the default options when null.</param>
    /// <param name="progress">Told after each file, from several threads; null for none.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <returns>The inventory; holds no open file.</returns>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    /// <exception cref="DicomException">There are more files than the limit, or an archive or DICOMDIR is damaged. A damaged file is no exception but a skipped file.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static CtInventory Scan(
        string path, CtReadOptions? options = null, IProgress<CtScanProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= CtReadOptions.Default;
        return Scan(SourceFinder.Find(path, options, cancellationToken), options, progress, cancellationToken);
    }

    /// <summary>Looks at files in memory or in streams, reading headers only. Archives among them are opened, but not archives within these.</summary>
    /// <param name="files">The files, in any order; see <see cref="DicomInput"/> for who owns streams and how long they are needed.</param>
    /// <param name="options">How to read; the default options when null.</param>
    /// <param name="progress">Told after each file, from several threads; null for none.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <returns>The inventory; paths in it are the names given.</returns>
    /// <exception cref="DicomException">
    /// There are more files than the limit, an archive is damaged, or a stream cannot be read. A damaged file is no exception but a skipped file.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static CtInventory Scan(
        IEnumerable<DicomInput> files, CtReadOptions? options = null, IProgress<CtScanProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        options ??= CtReadOptions.Default;
        return Scan(SourceFinder.Find(files, options.Limits), options, progress, cancellationToken);
    }

    private static CtInventory Scan(SourceFiles source, CtReadOptions options, IProgress<CtScanProgress>? progress, CancellationToken cancellationToken)
    {
        ScannedFile[] files = new ScannedFile[source.Files.Count];
        int done = 0;
        SliceLoop.Run(
            files.Length,
            options.MaxDegreeOfParallelism,
            i =>
            {
                files[i] = SliceImageReader.Read(source.Files[i], options);
                progress?.Report(new CtScanProgress(Interlocked.Increment(ref done), files.Length));
            },
            cancellationToken);

        SeriesAssembler assembler = new(options);
        List<CtSeriesEntry> series = assembler.Assemble(files, cancellationToken);
        SkippedFile[] skipped = [.. source.Skipped.Concat(assembler.Skipped).OrderBy(file => file.Path, StringComparer.Ordinal)];
        return new CtInventory(series, skipped);
    }
}
