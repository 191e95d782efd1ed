namespace CtVlm.MLNet.Dicom;

/// <summary>Where links of the file system lead.</summary>
internal static class LinkTarget
{
    /// <summary>The attribute is at hand from a listing; asking for the target would cost a call a file.</summary>
    public static bool IsLink(FileSystemInfo item) => item.Attributes.HasFlag(FileAttributes.ReparsePoint);

    /// <summary>What a link leads to in the end, by its real path; null when there is nothing, or the link leads round in a circle.</summary>
    public static FileSystemInfo? Final(FileSystemInfo link)
    {
        try
        {
            return link.ResolveLinkTarget(returnFinalTarget: true) switch
            {
                DirectoryInfo { Exists: true } folder => new DirectoryInfo(RealPath(folder.FullName)),
                FileInfo { Exists: true } file => new FileInfo(RealPath(file.FullName)),
                _ => null,
            };
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The path with every link on the way resolved, so that a place has one path.</summary>
    public static string RealPath(string path)
    {
        string real = Path.GetPathRoot(path) ?? "";
        foreach (string part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            DirectoryInfo step = new(Path.Combine(real, part));
            real = step.Exists && IsLink(step) ? step.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? step.FullName : step.FullName;
        }

        return real;
    }

    /// <summary>Why a link is not followed.</summary>
    public static string WhySkipped(FileSystemInfo link, string root)
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
}
