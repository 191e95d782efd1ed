namespace CtVlm.MLNet.Dicom;

/// <summary>
/// Lists the regular files below a folder in a fixed order. Links are followed only by option: one that stays inside leads to a file that is listed anyway, and one
/// that leads outside must not be read unasked. What has no size is not opened, because opening a pipe would wait for ever.
/// </summary>
internal sealed class FolderWalker(string root, CtReadOptions options, CancellationToken cancellationToken)
{
    private readonly List<IDicomFile> _files = [];
    private readonly List<SkippedFile> _skipped = [];
    private readonly List<(FileSystemInfo Link, string Relative, int Depth)> _links = [];

    /// <summary>Where links may be followed: the real paths of what was visited.</summary>
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);

    /// <summary>Files to look at, by relative path in ordinal order.</summary>
    public IReadOnlyList<IDicomFile> Files => _files;

    public IReadOnlyList<SkippedFile> Skipped => _skipped;

    /// <summary>Walks the folder, or takes the one file that was given.</summary>
    /// <exception cref="DicomException">There are more files than the limit.</exception>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    public void Walk()
    {
        if (Directory.Exists(root))
        {
            Visit(new DirectoryInfo(options.FollowLinks ? LinkTarget.RealPath(root) : root), "", depth: 0);
            FollowLinks();
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

    /// <summary>Why a file is not opened; null when it may be. Only one that was asked for may be a link; then its target counts.</summary>
    public static string? WhyNotReadable(FileInfo file)
    {
        try
        {
            FileInfo actual = LinkTarget.IsLink(file) ? file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file : file;
            return actual.Length == 0 ? "empty file, or not a regular one; not a DICOM file" : null;
        }
        catch (IOException)
        {
            return "the file cannot be read";
        }
    }

    private void Visit(DirectoryInfo folder, string prefix, int depth)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (options.FollowLinks && !_visited.Add(folder.FullName))
        {
            Skip(prefix.TrimEnd('/'), "link to a folder that was visited already");
            return;
        }

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
        if (LinkTarget.IsLink(child))
        {
            _links.Add((child, relative, depth));
        }
        else if (child is DirectoryInfo folder)
        {
            VisitFolder(folder, relative, depth);
        }
        else
        {
            AddFile((FileInfo)child, relative);
        }
    }

    private void VisitFolder(DirectoryInfo folder, string relative, int depth)
    {
        if (depth >= options.Limits.MaxFolderDepth)
        {
            Skip(relative, $"the folder is nested deeper than the limit {nameof(DicomLimits.MaxFolderDepth)} = {options.Limits.MaxFolderDepth}");
        }
        else
        {
            Visit(folder, relative + "/", depth + 1);
        }
    }

    private void AddFile(FileInfo file, string relative)
    {
        if (WhyNotReadable(file) is { } reason)
        {
            Skip(relative, reason);
            return;
        }

        if (options.FollowLinks && !_visited.Add(file.FullName))
        {
            Skip(relative, "link to a file that was read already");
            return;
        }

        if (_files.Count >= options.Limits.MaxFiles)
        {
            throw DicomThrow.TooManyFiles("The folder", options.Limits.MaxFiles);
        }

        _files.Add(new DiskFile(file.FullName, relative));
    }

    /// <summary>What is there without links has been listed, so that it keeps its own name; links found on the way are added at the end.</summary>
    private void FollowLinks()
    {
        for (int i = 0; i < _links.Count; i++)
        {
            (FileSystemInfo link, string relative, int depth) = _links[i];
            if (!options.FollowLinks)
            {
                Skip(relative, LinkTarget.WhySkipped(link, root));
                continue;
            }

            switch (LinkTarget.Final(link))
            {
                case DirectoryInfo folder:
                    VisitFolder(folder, relative, depth);
                    break;
                case FileInfo file:
                    AddFile(file, relative);
                    break;
                default:
                    Skip(relative, LinkTarget.WhySkipped(link, root));
                    break;
            }
        }
    }

    private void Skip(string relative, string reason) => _skipped.Add(new SkippedFile(relative, reason));
}
