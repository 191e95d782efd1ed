namespace CtVlm.MLNet.Dicom;

/// <summary>Lists the files that a DICOMDIR refers to.</summary>
/// <remarks>
/// Records are taken in file order, whatever their links to each other say: a list has no cycles, and an offset that leads nowhere loses no image. Records of
/// patients, studies and series name no file. <b>Source:</b> DICOM PS3.3 F.3; PS3.10 8.2, 8.5 and 8.6.
/// </remarks>
internal static class DicomDirReader
{
    private const int PreambleBytes = 128;
    private const int MetaBytes = 1024;

    /// <summary>Media Storage SOP Class UID (0002,0002), with the UID of a directory, as explicit little endian has it.</summary>
    private static ReadOnlySpan<byte> DirectoryClass => "\x02\0\x02\0UI\x14\0"u8;

    /// <summary>Whether the bytes begin as those of a DICOMDIR do.</summary>
    public static bool IsDirectory(IByteSource source)
    {
        Span<byte> bytes = stackalloc byte[MetaBytes];
        bytes = bytes[..source.Read(0, bytes)];
        int at = bytes.IndexOf(DirectoryClass);
        return at > PreambleBytes && bytes[PreambleBytes..].StartsWith("DICM"u8)
            && bytes[(at + DirectoryClass.Length)..].StartsWith(System.Text.Encoding.ASCII.GetBytes(ImageKind.Directory));
    }

    /// <summary>The files of the records, and the records that could not be followed.</summary>
    /// <param name="path">Full path of the DICOMDIR; nothing outside its folder is opened.</param>
    /// <param name="source">Its bytes.</param>
    /// <param name="options">Whether links may be followed, and limits.</param>
    /// <param name="cancellationToken">Stops between two records.</param>
    /// <exception cref="DicomException">The DICOMDIR is damaged, lists no image, or more files than the limit.</exception>
    public static SourceFiles List(string path, IByteSource source, CtReadOptions options, CancellationToken cancellationToken)
    {
        string name = Path.GetFileName(path);
        DicomDataset data = DicomHeaderReader.Read(source, name, options.Limits).Dataset;
        FileIdResolver resolver = new(path, options);
        List<SkippedFile> skipped = [];
        SortedDictionary<string, IDicomFile> files = new(StringComparer.Ordinal);
        int index = -1;
        foreach (DicomDataset record in data.Items(DicomTags.DirectoryRecordSequence))
        {
            cancellationToken.ThrowIfCancellationRequested();
            index++;
            if (!record.HasValue(DicomTags.ReferencedFileId) || record.GetUnsigned(DicomTags.RecordInUseFlag) == 0)
            {
                continue;
            }

            try
            {
                DiskFile file = resolver.Resolve(record.GetText(DicomTags.ReferencedFileId), index);
                files.TryAdd(file.RelativePath, file);
            }
            catch (DicomException failure)
            {
                skipped.Add(new SkippedFile(name, failure.Message) { Error = failure });
            }
        }

        int found = files.Count + skipped.Count;
        return found == 0 ? throw DicomThrow.NoRecords(name)
            : found > options.Limits.MaxFiles ? throw DicomThrow.TooManyFiles(name, options.Limits.MaxFiles)
            : new SourceFiles([.. files.Values], skipped);
    }
}
