namespace CtVlm.MLNet.Torch;

/// <summary>Links among the files of a folder: a hub's cache holds nothing else.</summary>
internal static class FileLinks
{
    /// <summary>Refuses a link that leads to no file; does nothing for files, and for paths at which there is nothing.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightsException">It is a link to a file that is gone, or one of a circle of links.</exception>
    public static void Check(string path)
    {
        FileInfo file = new(path);
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
            throw LeadsNowhere(path, target, e);
        }

        throw LeadsNowhere(path, target, null);
    }

    private static WeightsException LeadsNowhere(string path, string target, Exception? inner) => new(
        $"File {path}: it is a link to {target}, which leads to no file. The download is not complete, or the folder was copied without the files that its links lead to; download the model again, or copy what the links lead to.", inner);
}
