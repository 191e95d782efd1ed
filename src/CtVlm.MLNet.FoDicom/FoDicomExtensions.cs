using CtVlm.MLNet.Dicom;
using FellowOakDicom;
using DicomException = CtVlm.MLNet.Dicom.DicomException;

namespace CtVlm.MLNet.FoDicom;

/// <summary>Makes CT volumes of what fo-dicom holds in memory.</summary>
/// <remarks>
/// Each data set is encoded by fo-dicom as it is, in memory, and read by the same reader that reads files, so that Hounsfield units, order, geometry, warnings
/// and refusals are those of <see cref="CtVolume.Open"/>. The objects are neither changed nor disposed, and may be released afterwards: the volume keeps a copy
/// of their bytes. Data sets of a transfer syntax that only fo-dicom has a codec for are decompressed by that codec first.
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
    /// <exception cref="ArgumentException">There is no data set, or one is null.</exception>
    /// <exception cref="DicomException">There is no CT series, or there are several, or a data set cannot be encoded or read.</exception>
    public static CtVolume ToCtVolume(this IEnumerable<DicomDataset> datasets, CtReadOptions? options = null, string? seriesInstanceUid = null)
    {
        ArgumentNullException.ThrowIfNull(datasets);
        List<byte[]> files = [];
        foreach (DicomDataset? dataset in datasets)
        {
            files.Add(DatasetEncoder.Encode(dataset ?? throw FoDicomThrow.NullItem(files.Count, nameof(datasets)), files.Count));
        }

        return files.Count == 0 ? throw FoDicomThrow.NoItem(nameof(datasets)) : EncodedSeries.Open(files, options, seriesInstanceUid);
    }

    /// <summary>Makes a volume of the one CT series among files, in whatever order they come.</summary>
    /// <param name="files">The files, read with their pixels; enumerated once. Those of another kind are left out.</param>
    /// <param name="options">How to read; the default options when null.</param>
    /// <param name="seriesInstanceUid">Which series, where there are several; null when there is one.</param>
    /// <returns>The volume; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">There is no file, or one is null.</exception>
    /// <exception cref="DicomException">There is no CT series, or there are several, or a file cannot be encoded or read.</exception>
    public static CtVolume ToCtVolume(this IEnumerable<DicomFile> files, CtReadOptions? options = null, string? seriesInstanceUid = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        return files.Select((file, index) => file?.Dataset ?? throw FoDicomThrow.NullItem(index, nameof(files))).ToCtVolume(options, seriesInstanceUid);
    }
}
