namespace CtVlm.MLNet.Dicom;

/// <summary>Finds the files of what the caller gave: a folder's, an archive's, those that a DICOMDIR lists, or the one that was given.</summary>
/// <remarks>
/// What a file is decides its content, not its name; but an archive that is named as a DICOM file is refused as one, for then something went wrong. Archives are
/// opened only if they were given themselves.
/// </remarks>
internal static class SourceFinder
{
    /// <summary>The files below a path.</summary>
    /// <exception cref="DicomException">There are more files than the limit, or the archive or DICOMDIR is damaged.</exception>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    public static SourceFiles Find(string path, CtReadOptions options, CancellationToken cancellationToken)
    {
        string root = Path.GetFullPath(path);
        FolderWalker walker = new(root, options, cancellationToken);
        walker.Walk();
        SourceFiles found = new(walker.Files, walker.Skipped);
        if (Directory.Exists(root) || found.Files is not [IDicomFile only])
        {
            return found;
        }

        using IByteSource source = only.Open();
        return IsArchive(source, only.Name) ? ZipReader.List(only, source, options.Limits)
            : DicomDirReader.IsDirectory(source) ? DicomDirReader.List(root, source, options, cancellationToken)
            : found;
    }

    /// <summary>The given files, those that are archives replaced by what they hold.</summary>
    /// <exception cref="DicomException">There are more files than the limit, an archive is damaged, or a stream cannot be read.</exception>
    public static SourceFiles Find(IEnumerable<DicomInput> inputs, DicomLimits limits)
    {
        List<IDicomFile> files = [];
        List<SkippedFile> skipped = [];
        foreach (DicomInput input in inputs)
        {
            InputFile file = new(input, limits);
            using IByteSource source = file.Open();
            SourceFiles found = IsArchive(source, file.Name) ? ZipReader.List(file, source, limits) : new([file], []);
            files.AddRange(found.Files);
            skipped.AddRange(found.Skipped);
            if (files.Count > limits.MaxFiles)
            {
                throw DicomThrow.TooManyFiles("The input", limits.MaxFiles);
            }
        }

        files.Sort((a, b) => string.CompareOrdinal(a.RelativePath, b.RelativePath));
        return new SourceFiles(files, skipped);
    }

    /// <summary>Whether the content is that of a zip archive, and the name not that of a DICOM file.</summary>
    public static bool IsArchive(IByteSource source, string name)
    {
        Span<byte> start = stackalloc byte[4];
        return !name.EndsWith(".dcm", StringComparison.OrdinalIgnoreCase) && source.Read(0, start) == start.Length && start.SequenceEqual(ZipDirectory.ArchiveStart);
    }
}
