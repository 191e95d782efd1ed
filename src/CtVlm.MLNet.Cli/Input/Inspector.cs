using System.Globalization;
using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Cli;

/// <summary>Describes the series of an inventory, reading their pixels slice by slice.</summary>
internal static class Inspector
{
    /// <summary>Describes every series. One whose pixels cannot be read keeps its place, with the reason among its warnings.</summary>
    public static InspectDocument Inspect(CtInventory inventory, IProgress<ProgressStep> progress, CancellationToken cancellationToken)
    {
        List<InspectedSeries> series = [];
        foreach (CtSeriesEntry entry in inventory.Series)
        {
            cancellationToken.ThrowIfCancellationRequested();
            series.Add(WithPixels(Describe(entry), entry, cancellationToken));
            progress.Report(new ProgressStep(series.Count, inventory.Series.Count));
        }

        return new InspectDocument(series, [.. inventory.Skipped.Select(file => new InspectedFile(file.Path, file.Reason))]);
    }

    private static InspectedSeries Describe(CtSeriesEntry entry) => new()
    {
        SeriesInstanceUid = entry.Description.SeriesInstanceUid,
        Modality = entry.Description.Modality,
        TransferSyntax = entry.Description.TransferSyntaxUid,
        Slices = entry.SliceCount,
        Rows = entry.Rows,
        Columns = entry.Columns,
        SpacingMm = entry.Geometry.SpacingMm,
        AffineLps = [.. entry.Geometry.AffineLps.Chunk(4)],
        Orientation = entry.Geometry.Orientation.ToString().ToLower(CultureInfo.InvariantCulture),
        TiltDegrees = entry.Geometry.TiltDegrees,
        Warnings = [.. entry.Description.Warnings.Select(warning => warning.Message)],
        TransferSyntaxes = entry.TransferSyntaxUids,
        VolumeNumber = entry.Selector[entry.Description.SeriesInstanceUid.Length..],
        RelativePath = entry.RelativePath,
        Scan = ScanText.Of(entry.Description.Acquisition),
        SplitReason = entry.SplitReason,
    };

    private static InspectedSeries WithPixels(InspectedSeries series, CtSeriesEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            using CtVolume volume = entry.Open();
            CtStatistics statistics = volume.ComputeStatistics(cancellationToken: cancellationToken);
            return series with { HuMin = statistics.MinHu, HuMax = statistics.MaxHu, HuSha256 = statistics.HuSha256 };
        }
        catch (Exception exception) when (DataFailure.Is(exception))
        {
            return series with { Warnings = [.. series.Warnings, $"Pixels could not be read: {PlainText.Reason(exception)}"] };
        }
    }
}
