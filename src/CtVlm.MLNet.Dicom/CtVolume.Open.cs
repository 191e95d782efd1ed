namespace CtVlm.MLNet.Dicom;

/// <content>Opening a volume from files.</content>
public sealed partial class CtVolume
{
    /// <summary>Opens the one CT series below a path. Headers are read now, pixels when slices are read.</summary>
    /// <param name="path">A folder, searched with its subfolders, one file, a zip archive or a DICOMDIR; see <see cref="CtInventory.Scan(string, CtReadOptions, IProgress{CtScanProgress}, CancellationToken)"/>.</param>
    /// <param name="options">How to search and read; the default options when null.</param>
    /// <param name="seriesInstanceUid">Which series, where the folder holds several; null when it holds one. A UID that gave several volumes is followed by <c>:n</c>, as <see cref="CtSeriesEntry.Selector"/> is.</param>
    /// <returns>The volume; the caller disposes it.</returns>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    /// <exception cref="DicomException">There is no CT series, or there are several, or the series cannot be read.</exception>
    public static CtVolume Open(string path, CtReadOptions? options = null, string? seriesInstanceUid = null)
    {
        CtInventory inventory = CtInventory.Scan(path, options);
        return SeriesPicker.Pick(inventory, path, seriesInstanceUid).Open();
    }

    /// <summary>Opens the one CT series of files in memory or in streams. Headers are read now, pixels when slices are read.</summary>
    /// <param name="files">The files, in any order; see <see cref="DicomInput"/> for who owns streams and how long they are needed.</param>
    /// <param name="options">How to read; the default options when null.</param>
    /// <param name="seriesInstanceUid">Which series, where the files hold several; null when they hold one; or a <see cref="CtSeriesEntry.Selector"/>.</param>
    /// <returns>The volume; the caller disposes it.</returns>
    /// <exception cref="DicomException">There is no CT series, or there are several, or the series cannot be read.</exception>
    public static CtVolume Open(IEnumerable<DicomInput> files, CtReadOptions? options = null, string? seriesInstanceUid = null)
    {
        CtInventory inventory = CtInventory.Scan(files, options);
        return SeriesPicker.Pick(inventory, "The input", seriesInstanceUid).Open();
    }
}
