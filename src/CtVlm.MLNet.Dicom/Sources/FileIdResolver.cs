namespace CtVlm.MLNet.Dicom;

/// <summary>
/// Finds the file that a record of a DICOMDIR names, by going down from the DICOMDIR's folder one listed name after the other, so that nothing outside it can be
/// reached. Where the exact name is missing, one in other case is taken: media are often copied so.
/// </summary>
/// <remarks><b>Source:</b> DICOM PS3.10 8.2 (File ID); PS3.3 F.3.2.2 (0004,1500).</remarks>
internal sealed class FileIdResolver(string directoryPath, CtReadOptions options)
{
    private readonly Dictionary<string, Dictionary<string, FileSystemInfo>> _listings = new(StringComparer.Ordinal);

    /// <summary>The file of a record.</summary>
    /// <param name="fileId">Referenced File ID: names separated by backslashes.</param>
    /// <param name="record">Index of the record, for messages.</param>
    /// <exception cref="DicomException">The names lead elsewhere, or there is no such file.</exception>
    public DiskFile Resolve(string fileId, int record)
    {
        string file = Path.GetFileName(directoryPath);
        string[] parts = fileId.Split('\\');
        if (!Array.TrueForAll(parts, IsPlainName) || parts.Length > options.Limits.MaxFolderDepth)
        {
            throw DicomThrow.RecordLeadsOutside(file, record, fileId);
        }

        string folder = Path.GetDirectoryName(directoryPath)!;
        for (int i = 0; i < parts.Length - 1; i++)
        {
            FileSystemInfo? found = Find(folder, parts[i]);
            folder = found is DirectoryInfo ? Followed(found, file, record, fileId).FullName : throw DicomThrow.RecordMissing(file, record, fileId);
        }

        if (Find(folder, parts[^1]) is not FileInfo target)
        {
            throw DicomThrow.RecordMissing(file, record, fileId);
        }

        FileSystemInfo actual = Followed(target, file, record, fileId);
        if (actual.FullName == directoryPath)
        {
            throw DicomThrow.RecordToItself(file, record);
        }

        return FolderWalker.WhyNotReadable(target) == null
            ? new DiskFile(actual.FullName, string.Join('/', parts))
            : throw DicomThrow.RecordMissing(file, record, fileId);
    }

    /// <summary>A name that neither climbs, nor starts anew, nor holds a separator or what no file name may hold.</summary>
    private static bool IsPlainName(string part) =>
        part.Length > 0 && part is not ("." or "..") && !part.AsSpan().ContainsAny("/\\:\0") && !part.Any(char.IsControl);

    /// <summary>The target of a link, if links may be followed.</summary>
    private FileSystemInfo Followed(FileSystemInfo item, string file, int record, string fileId)
    {
        if (!item.Attributes.HasFlag(FileAttributes.ReparsePoint))
        {
            return item;
        }

        return options.FollowLinks
            ? LinkTarget.Final(item) ?? throw DicomThrow.RecordMissing(file, record, fileId)
            : throw DicomThrow.RecordLeadsOutside(file, record, fileId);
    }

    private FileSystemInfo? Find(string folder, string name)
    {
        if (!_listings.TryGetValue(folder, out Dictionary<string, FileSystemInfo>? listing))
        {
            _listings[folder] = listing = List(folder);
        }

        return listing.GetValueOrDefault(name) ?? listing.GetValueOrDefault(name.ToUpperInvariant());
    }

    /// <summary>By name, and by name in capitals where no file has that name itself.</summary>
    private static Dictionary<string, FileSystemInfo> List(string folder)
    {
        Dictionary<string, FileSystemInfo> listing = new(StringComparer.Ordinal);
        try
        {
            FileSystemInfo[] items = new DirectoryInfo(folder).GetFileSystemInfos();
            Array.ForEach(items, item => listing[item.Name] = item);
            Array.ForEach(items, item => listing.TryAdd(item.Name.ToUpperInvariant(), item));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw DicomThrow.CannotRead(Path.GetFileName(folder), failure);
        }

        return listing;
    }
}
