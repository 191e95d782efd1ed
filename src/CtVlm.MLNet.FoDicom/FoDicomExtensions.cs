using System.Globalization;
using CtVlm.MLNet.Dicom;
using FellowOakDicom;
using DicomException = CtVlm.MLNet.Dicom.DicomException;

namespace CtVlm.MLNet.FoDicom;

/// <summary>Makes CT volumes of what fo-dicom holds in memory.</summary>
/// <remarks>
/// Each data set is encoded by fo-dicom as it is, in memory, and read by the same reader that reads files, so that Hounsfield units, order, geometry, warnings
/// and refusals are those of <see cref="CtVolume.Open(string, CtReadOptions, string)"/>. In messages and paths the data sets are called "data set 0000", "data set
/// 0001" and so on, in the order given. The objects are neither changed nor disposed, and may be released afterwards: inventory and volumes keep a copy of their bytes.
/// Data sets of a transfer syntax that only fo-dicom has a codec for are decompressed by that codec first.
/// </remarks>
public static class FoDicomExtensions
{
    /// <summary>Makes a volume of one data set: an enhanced multi-frame image, or a single slice.</summary>
    /// <param name="dataset">The data set, pixels included.</param>
    /// <param name="options">How to read; the default options when null.</param>
    /// <returns>The volume; the caller disposes it.</returns>
    /// <exception cref="DicomException">The data set is no CT image, or cannot be encoded or read.</exception>
    public static CtVolume ToCtVolume(this DicomDataset dataset, CtReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return ToCtVolume([dataset], options);
    }

    /// <summary>Makes a volume of one file: an enhanced multi-frame image, or a single slice.</summary>
    /// <param name="file">The file, read with its pixels.</param>
    /// <param name="options">How to read; the default options when null.</param>
    /// <returns>The volume; the caller disposes it.</returns>
    /// <exception cref="DicomException">The file is no CT image, or cannot be encoded or read.</exception>
    public static CtVolume ToCtVolume(this DicomFile file, CtReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        return ToCtVolume([file.Dataset], options);
    }

    /// <summary>Makes a volume of the one CT series among data sets, in whatever order they come.</summary>
    /// <param name="datasets">The data sets, enumerated once. Those of another kind are left out, as files of another kind are.</param>
    /// <param name="options">How to read; the default options when null.</param>
    /// <param name="seriesInstanceUid">Which series, where there are several; null when there is one.</param>
    /// <returns>The volume; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">A data set is null.</exception>
    /// <exception cref="DicomException">There is no CT series, or there are several, or a data set cannot be encoded or read.</exception>
    public static CtVolume ToCtVolume(this IEnumerable<DicomDataset> datasets, CtReadOptions? options = null, string? seriesInstanceUid = null) =>
        CtVolume.Open(Encode(datasets, nameof(datasets)), options, seriesInstanceUid);

    /// <summary>Makes a volume of the one CT series among files, in whatever order they come.</summary>
    /// <param name="files">The files, read with their pixels; enumerated once. Those of another kind are left out.</param>
    /// <param name="options">How to read; the default options when null.</param>
    /// <param name="seriesInstanceUid">Which series, where there are several; null when there is one.</param>
    /// <returns>The volume; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">A file is null.</exception>
    /// <exception cref="DicomException">There is no CT series, or there are several, or a file cannot be encoded or read.</exception>
    public static CtVolume ToCtVolume(this IEnumerable<DicomFile> files, CtReadOptions? options = null, string? seriesInstanceUid = null) =>
        CtVolume.Open(Encode(Datasets(files), nameof(files)), options, seriesInstanceUid);

    /// <summary>Lists every CT series among data sets, and every data set that belongs to none with the reason.</summary>
    /// <param name="datasets">The data sets, in any order; enumerated once.</param>
    /// <param name="options">How to read; the default options when null.</param>
    /// <returns>The inventory; it keeps the encoded data sets for the volumes that are opened from it.</returns>
    /// <exception cref="ArgumentException">A data set is null.</exception>
    /// <exception cref="DicomException">A data set cannot be encoded, or there are more of them than the limit. One that cannot be read is skipped with its reason.</exception>
    public static CtInventory ToCtInventory(this IEnumerable<DicomDataset> datasets, CtReadOptions? options = null) =>
        CtInventory.Scan(Encode(datasets, nameof(datasets)), options);

    /// <summary>Lists every CT series among files, and every file that belongs to none with the reason.</summary>
    /// <param name="files">The files, read with their pixels, in any order; enumerated once.</param>
    /// <param name="options">How to read; the default options when null.</param>
    /// <returns>The inventory; it keeps the encoded files for the volumes that are opened from it.</returns>
    /// <exception cref="ArgumentException">A file is null.</exception>
    /// <exception cref="DicomException">A file cannot be encoded, or there are more of them than the limit. One that cannot be read is skipped with its reason.</exception>
    public static CtInventory ToCtInventory(this IEnumerable<DicomFile> files, CtReadOptions? options = null) =>
        CtInventory.Scan(Encode(Datasets(files), nameof(files)), options);

    private static IEnumerable<DicomDataset?> Datasets(IEnumerable<DicomFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return files.Select(file => file?.Dataset);
    }

    private static List<DicomInput> Encode(IEnumerable<DicomDataset?> datasets, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(datasets, parameterName);
        List<DicomInput> inputs = [];
        foreach (DicomDataset? dataset in datasets)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"data set {inputs.Count:0000}");
            inputs.Add(DicomInput.FromBytes(name, DatasetEncoder.Encode(dataset ?? throw FoDicomThrow.NullItem(inputs.Count, parameterName), name)));
        }

        return inputs;
    }
}
