namespace CtVlm.MLNet.Torch;

/// <summary>What stands in for the files of a folder: links, of which a hub's cache holds nothing else, and the pointers that Git leaves where large files were not fetched.</summary>
internal static class FileLinks
{
    // The specification's own limit.
    private const int LargestPointer = 1024;

    // Source: git-lfs, docs/spec.md, "The Pointer".
    private static ReadOnlySpan<byte> PointerStart => "version https://git-lfs.github.com/spec/"u8;

    /// <summary>Refuses a link that leads to no file, and a pointer; does nothing for files, and for paths at which there is nothing.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightsException">It is a link to a file that is gone, one of a circle of links, or a pointer of Git LFS.</exception>
    public static void Check(string path)
    {
        CheckLink(new FileInfo(path));
        if (File.Exists(path) && IsPointer(path))
        {
            throw new WeightsException($"File {path}: it is a Git LFS pointer, a note that stands in for the file. Run 'git lfs pull' in its folder, or download the file itself.");
        }
    }

    private static bool IsPointer(string path)
    {
        using FileStream stream = File.OpenRead(path);
        if (stream.Length > LargestPointer)
        {
            return false;
        }

        Span<byte> start = stackalloc byte[PointerStart.Length];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(PointerStart);
    }

    private static void CheckLink(FileInfo file)
    {
        if (file.LinkTarget is not string target)
        {
            return;
        }

        try
        {
            if (file.ResolveLinkTarget(returnFinalTarget: true) is { Exists: true })
            {
                return;
            }
        }
        catch (IOException e)
        {
            throw LeadsNowhere(file.FullName, target, e);
        }

        throw LeadsNowhere(file.FullName, target, null);
    }

    private static WeightsException LeadsNowhere(string path, string target, Exception? inner) => new(
        $"File {path}: it is a link to {target}, which leads to no file. The download is not complete, or the folder was copied without the files that its links lead to; download the model again, or copy what the links lead to.", inner);
}
