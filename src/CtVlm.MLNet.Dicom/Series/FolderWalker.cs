namespace CtVlm.MLNet.Dicom;

/// <summary>
/// Lists the regular files below a folder in a fixed order. Links are never followed: one that stays inside leads to a file that is listed
/// anyway, and one that leads outside must not be read. What has no size is not opened, because opening a pipe would wait for ever.
/// </summary>
internal sealed class FolderWalker(string root, DicomLimits limits, CancellationToken cancellationToken)
{
    private readonly List<FileCandidate> _files = [];
    private readonly List<SkippedFile> _skipped = [];

    /// <summary>Files to look at, by relative path in ordinal order.</summary>
    public IReadOnlyList<FileCandidate> Files => _files;

    public IReadOnlyList<SkippedFile> Skipped => _skipped;

    /// <summary>Walks the folder, or takes the one file that was given.</summary>
    /// <exception cref="DicomException">There are more files than the limit.</exception>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    public void Walk()
    {
        if (Directory.Exists(root))
        {
            Visit(new DirectoryInfo(root), "", depth: 0);
        }
        else if (File.Exists(root))
        {
            AddFile(new FileInfo(root), Path.GetFileName(root));
        }
        else
        {
            throw new FileNotFoundException($"There is no file or folder '{root}'.", root);
        }

        _files.Sort((a, b) => string.CompareOrdinal(a.RelativePath, b.RelativePath));
    }

    private void Visit(DirectoryInfo folder, string prefix, int depth)
    {
        cancellationToken.ThrowIfCancellationRequested();
        FileSystemInfo[] children;
        try
        {
            children = folder.GetFileSystemInfos();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Skip(prefix.Length == 0 ? "." : prefix.TrimEnd('/'), "the folder cannot be read");
            return;
        }

        foreach (FileSystemInfo child in children)
        {
            VisitChild(child, prefix + child.Name, depth);
        }
    }

    private void VisitChild(FileSystemInfo child, string relative, int depth)
    {
        if (IsLink(child))
        {
            Skip(relative, WhyLinkIsSkipped(child));
        }
        else if (child is DirectoryInfo folder)
        {
            if (depth >= limits.MaxFolderDepth)
            {
                Skip(relative, $"the folder is nested deeper than the limit {nameof(DicomLimits.MaxFolderDepth)} = {limits.MaxFolderDepth}");
            }
            else
            {
                Visit(folder, relative + "/", depth + 1);
            }
        }
        else
        {
            AddFile((FileInfo)child, relative);
        }
    }

    private void AddFile(FileInfo file, string relative)
    {
        if (WhyNotReadable(file) is { } reason)
        {
            Skip(relative, reason);
            return;
        }

        if (_files.Count >= limits.MaxFiles)
        {
            throw new DicomException($"The folder holds more files than the limit {nameof(DicomLimits.MaxFiles)} = {DicomThrow.Number(limits.MaxFiles)}.");
        }

        _files.Add(new FileCandidate(file.FullName, relative));
    }

    /// <summary>Only the file that was given itself may be a link; then its target counts.</summary>
    private static string? WhyNotReadable(FileInfo file)
    {
        try
        {
            FileInfo actual = IsLink(file) ? file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file : file;
            return actual.Length == 0 ? "empty file, or not a regular one; not a DICOM file" : null;
        }
        catch (IOException)
        {
            return "the file cannot be read";
        }
    }

    /// <summary>The attribute is at hand from the listing; asking for the target would cost a call a file.</summary>
    private static bool IsLink(FileSystemInfo item) => item.Attributes.HasFlag(FileAttributes.ReparsePoint);

    private string WhyLinkIsSkipped(FileSystemInfo link)
    {
        FileSystemInfo? target;
        try
        {
            target = link.ResolveLinkTarget(returnFinalTarget: true);
        }
        catch (IOException)
        {
            return "link that leads round in a circle";
        }

        if (target is not { Exists: true })
        {
            return "link to a file that does not exist";
        }

        string inside = Path.GetFullPath(root) + Path.DirectorySeparatorChar;
        return target.FullName.StartsWith(inside, StringComparison.Ordinal)
            ? "link to another place in the folder, read there"
            : "link that leads outside the folder";
    }

    private void Skip(string relative, string reason) => _skipped.Add(new SkippedFile(relative, reason));
}
