using System.Globalization;
using CtVlm.MLNet.Dicom;
using Microsoft.ML;

namespace CtVlm.MLNet;

/// <summary>The loaders that this package adds to <c>MLContext.Data</c>.</summary>
public static class CtDataCatalog
{
    /// <summary>Finds every CT series below a folder and gives one row each, for people without a CSV. Reads headers only. Sample: samples/02-InspectYourFolder.</summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="folder">The folder, a zip archive or a DICOMDIR; links that lead out of a folder are not followed.</param>
    /// <param name="options">How the files are read; the defaults when null.</param>
    /// <returns>A view with the columns of <see cref="CtSeriesRow"/>; empty, with the same columns, when there is no CT series.</returns>
    /// <exception cref="FileNotFoundException">There is no such folder or file.</exception>
    /// <exception cref="DicomException">The folder cannot be scanned within the limits.</exception>
    public static IDataView LoadFromDicomFolder(this DataOperationsCatalog catalog, string folder, CtReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        CtInventory inventory = CtInventory.Scan(folder, options);
        return catalog.LoadFromEnumerable(inventory.Series.Select(series => CreateRow(folder, series)).ToList());
    }

    private static CtSeriesRow CreateRow(string root, CtSeriesEntry series) => new()
    {
        SeriesPath = series.GetLocator(root),
        SeriesInstanceUid = series.Description.SeriesInstanceUid,
        Slices = series.SliceCount,
        Rows = series.Rows,
        Columns = series.Columns,
        SliceSpacingMm = (float)series.Geometry.SpacingMm[0],
        PixelSpacingMm = (float)series.Geometry.SpacingMm[2],
        Orientation = series.Geometry.Orientation.ToString().ToLower(CultureInfo.InvariantCulture),
        TiltDegrees = (float)series.Geometry.TiltDegrees,
        SplitReason = series.SplitReason,
        Warnings = string.Join(' ', series.Description.Warnings.Select(w => w.Message)),
    };
}
