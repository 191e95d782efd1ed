namespace CtVlm.MLNet.Dicom;

/// <summary>Facts by which a series can be judged fit for use, before a model sees it.</summary>
public static class CtQuality
{
    /// <summary>How many slices <see cref="FromPixels"/> reads unless told otherwise.</summary>
    public const int DefaultSlices = 16;

    /// <summary>Facts of the headers. Reads nothing.</summary>
    /// <param name="volume">The volume.</param>
    /// <returns>The facts, units in their names.</returns>
    public static CtHeaderQuality FromHeaders(CtVolume volume)
    {
        ArgumentNullException.ThrowIfNull(volume);
        CtGeometry geometry = volume.Geometry;
        CtAcquisition acquisition = volume.Series.Acquisition;
        (double step, int missing, double deviation) = Steps(geometry);
        double thickness = acquisition.SliceThicknessMm ?? double.NaN;
        double field = Math.Max(volume.Rows * geometry.SpacingMm[1], volume.Columns * geometry.SpacingMm[2]);
        return new CtHeaderQuality
        {
            SliceCount = volume.SliceCount,
            SpacingZMm = step,
            SpacingYMm = geometry.SpacingMm[1],
            SpacingXMm = geometry.SpacingMm[2],
            TiltDegrees = geometry.TiltDegrees,
            MissingSlices = missing,
            SpacingDeviation = deviation,
            SliceThicknessMm = thickness,
            OverlapMm = volume.SliceCount > 1 ? thickness - step : double.NaN,
            CoverageMm = geometry.SlicePositionsMm[^1] - geometry.SlicePositionsMm[0] + step,
            FieldOfViewMm = field,
            ReconstructionRatio = (acquisition.ReconstructionDiameterMm ?? double.NaN) / field,
            KilovoltagePeak = acquisition.KilovoltagePeak ?? double.NaN,
            TableHeightMm = acquisition.TableHeightMm ?? double.NaN,
            TableHeightRangeMm = acquisition.TableHeightRangeMm ?? double.NaN,
            TablePositionRangeMm = acquisition.TablePositionRangeMm ?? double.NaN,
            ConvolutionKernel = acquisition.ConvolutionKernel,
            Contrast = acquisition.Contrast,
            Phase = acquisition.Phase,
        };
    }

    /// <summary>Facts of the Hounsfield units: one pass over evenly spaced slices.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="maxSlices">How many slices are read at most, 1 or more.</param>
    /// <param name="cancellationToken">Stops between two slices.</param>
    /// <returns>The facts.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of slices is below 1.</exception>
    /// <exception cref="DicomException">A slice's file is damaged or of an unsupported kind.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static CtPixelQuality FromPixels(CtVolume volume, int maxSlices = DefaultSlices, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(volume);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSlices, 1);
        PixelCensus census = new(volume.Rows, volume.Columns);
        int count = Math.Min(maxSlices, volume.SliceCount);
        float[] hu = new float[volume.Rows * volume.Columns];
        for (int i = 0; i < count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int padding = volume.ReadSliceAndCountPadding((int)((((2L * i) + 1) * volume.SliceCount) / (2L * count)), hu);
            census.Add(hu, padding);
        }

        return census.ToQuality(count);
    }

    private static (double Step, int Missing, double Deviation) Steps(CtGeometry geometry)
    {
        IReadOnlyList<double> positions = geometry.SlicePositionsMm;
        double[] steps = [.. positions.Skip(1).Zip(positions, (next, previous) => next - previous)];
        if (steps.Length == 0)
        {
            return (geometry.SpacingMm[0], 0, 0);
        }

        double median = steps.Order().ElementAt((steps.Length - 1) / 2);
        int missing = steps.Sum(step => Math.Max(0, (int)Math.Clamp(Math.Round(step / median) - 1, 0, 1e6)));
        return (median, missing, steps.Max(step => Math.Abs(step - median)) / median);
    }
}
