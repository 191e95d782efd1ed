namespace CtVlm.MLNet;

/// <summary>Lengths and times of a series' files and folders, by which a change shows.</summary>
internal sealed class FileStamps
{
    private readonly (string Path, long Length, DateTime Changed)[] _stamps;

    private FileStamps((string Path, long Length, DateTime Changed)[] stamps) => _stamps = stamps;

    /// <summary>Looks at the path, the files, and the folders that hold them: a file that is added shows in its folder's time.</summary>
    public static FileStamps Take(string path, IReadOnlyList<string> files)
    {
        IEnumerable<string> folders = files.Select(file => Path.GetDirectoryName(file)).OfType<string>();
        return new FileStamps([.. folders.Prepend(path).Concat(files).Distinct(StringComparer.Ordinal).Select(Look)]);
    }

    /// <summary>Whether nothing has changed since.</summary>
    public bool AreCurrent() => Array.TrueForAll(_stamps, stamp => Look(stamp.Path) == stamp);

    private static (string Path, long Length, DateTime Changed) Look(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? (path, file.Length, file.LastWriteTimeUtc) : (path, -1, Directory.GetLastWriteTimeUtc(path));
    }
}
