namespace CtVlm.MLNet.Dicom;

/// <summary>Lists the files of a zip archive. Nothing is extracted, names are labels only, and archives within archives stay closed.</summary>
internal static class ZipReader
{
    /// <summary>The files that can be read, and the others with the reason.</summary>
    /// <exception cref="DicomException">The archive is damaged, or has more entries than the limit.</exception>
    public static SourceFiles List(IDicomFile archive, IByteSource source, DicomLimits limits)
    {
        List<IDicomFile> files = [];
        List<SkippedFile> skipped = [];
        foreach (ZipEntry entry in ZipDirectory.Read(source, archive.Name, limits).Where(entry => !entry.IsFolder))
        {
            if (WhyNotReadable(entry, limits) is { } reason)
            {
                skipped.Add(new SkippedFile(EntryPath.Normalize(entry.Name), reason));
            }
            else
            {
                files.Add(new ZipEntryFile(archive, entry));
            }
        }

        files.Sort((a, b) => string.CompareOrdinal(a.RelativePath, b.RelativePath));
        return new SourceFiles(files, skipped);
    }

    private static string? WhyNotReadable(ZipEntry entry, DicomLimits limits) => entry switch
    {
        { Length: 0 } => "empty file; not a DICOM file",
        { IsEncrypted: true } => "encrypted in the archive; extract it first",
        { Method: not (ZipEntry.Stored or ZipEntry.Deflated) } => $"packed by zip method {entry.Method}, of which only 0 (stored) and 8 (deflate) can be read; extract it first",
        _ when entry.Length > limits.MaxArchiveEntryBytes =>
            $"its {DicomThrow.Number(entry.Length)} bytes are more than the limit {nameof(DicomLimits.MaxArchiveEntryBytes)} = {DicomThrow.Number(limits.MaxArchiveEntryBytes)}",
        _ => null,
    };
}
