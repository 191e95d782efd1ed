using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet;

/// <summary>One fact as a column: a number, or a text.</summary>
/// <param name="Name">What follows the prefix and the dot.</param>
/// <param name="Number">The number; null for a text.</param>
/// <param name="Text">The text; null for a number.</param>
internal sealed record QualityColumn(string Name, Func<MeasuredSeries, double>? Number, Func<MeasuredSeries, string>? Text = null)
{
    /// <summary>Every fact, header facts first. The order is that of the columns.</summary>
    public static IReadOnlyList<QualityColumn> All { get; } =
    [
        Header(nameof(CtHeaderQuality.SliceCount), quality => quality.SliceCount),
        Header(nameof(CtHeaderQuality.SpacingZMm), quality => quality.SpacingZMm),
        Header(nameof(CtHeaderQuality.SpacingYMm), quality => quality.SpacingYMm),
        Header(nameof(CtHeaderQuality.SpacingXMm), quality => quality.SpacingXMm),
        Header(nameof(CtHeaderQuality.TiltDegrees), quality => quality.TiltDegrees),
        Header(nameof(CtHeaderQuality.MissingSlices), quality => quality.MissingSlices),
        Header(nameof(CtHeaderQuality.SpacingDeviation), quality => quality.SpacingDeviation),
        Header(nameof(CtHeaderQuality.SliceThicknessMm), quality => quality.SliceThicknessMm),
        Header(nameof(CtHeaderQuality.OverlapMm), quality => quality.OverlapMm),
        Header(nameof(CtHeaderQuality.CoverageMm), quality => quality.CoverageMm),
        Header(nameof(CtHeaderQuality.FieldOfViewMm), quality => quality.FieldOfViewMm),
        Header(nameof(CtHeaderQuality.ReconstructionRatio), quality => quality.ReconstructionRatio),
        Header(nameof(CtHeaderQuality.KilovoltagePeak), quality => quality.KilovoltagePeak),
        Header(nameof(CtHeaderQuality.TableHeightMm), quality => quality.TableHeightMm),
        Header(nameof(CtHeaderQuality.TableHeightRangeMm), quality => quality.TableHeightRangeMm),
        Header(nameof(CtHeaderQuality.TablePositionRangeMm), quality => quality.TablePositionRangeMm),
        new(nameof(CtHeaderQuality.ConvolutionKernel), null, series => series.Header?.ConvolutionKernel ?? ""),
        new(nameof(CtHeaderQuality.Contrast), null, series => series.Header?.Contrast.ToString() ?? ""),
        new(nameof(CtHeaderQuality.Phase), null, series => series.Header?.Phase.ToString() ?? ""),
        Pixel(nameof(CtPixelQuality.AirPeakHu), quality => quality.AirPeakHu),
        Pixel(nameof(CtPixelQuality.FatPeakHu), quality => quality.FatPeakHu),
        Pixel(nameof(CtPixelQuality.BorderBodyFraction), quality => quality.BorderBodyFraction),
        Pixel(nameof(CtPixelQuality.BodyFraction), quality => quality.BodyFraction),
        Pixel(nameof(CtPixelQuality.PaddingFraction), quality => quality.PaddingFraction),
        Pixel(nameof(CtPixelQuality.SaturatedFraction), quality => quality.SaturatedFraction),
    ];

    /// <summary>Whether the fact needs pixels.</summary>
    public bool IsOfPixels { get; private init; }

    private static QualityColumn Header(string name, Func<CtHeaderQuality, double> fact) =>
        new(name, series => series.Header is { } quality ? fact(quality) : double.NaN);

    private static QualityColumn Pixel(string name, Func<CtPixelQuality, double> fact) =>
        new(name, series => series.Pixels is { } quality ? fact(quality) : double.NaN) { IsOfPixels = true };
}
