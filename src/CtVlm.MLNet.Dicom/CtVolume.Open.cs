namespace CtVlm.MLNet.Dicom;

/// <content>Opening a volume from files.</content>
public sealed partial class CtVolume
{
    /// <summary>Opens the one CT series below a path. Headers are read now, pixels when slices are read.</summary>
    /// <param name="path">A folder, searched with its subfolders, or one file.</param>
    /// <param name="options">How to search and read; the default options when null.</param>
    /// <param name="seriesInstanceUid">Which series, where the folder holds several; null when it holds one.</param>
    /// <returns>The volume; the caller disposes it.</returns>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    /// <exception cref="DicomException">There is no CT series, or there are several, or the series cannot be read.</exception>
    public static CtVolume Open(string path, CtReadOptions? options = null, string? seriesInstanceUid = null)
    {
        CtInventory inventory = CtInventory.Scan(path, options);
        return SeriesPicker.Pick(inventory, path, seriesInstanceUid).Open();
    }
}
