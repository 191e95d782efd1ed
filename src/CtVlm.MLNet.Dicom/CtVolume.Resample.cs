using System.Globalization;

namespace CtVlm.MLNet.Dicom;

/// <content>Resampling to an orthogonal, regular grid.</content>
public sealed partial class CtVolume
{
    /// <summary>The volume on an orthogonal, regular grid, by trilinear interpolation. Nothing is read now: slices are interpolated when they are read.</summary>
    /// <param name="resampling">The grid; without spacings, that of the volume made orthogonal and regular.</param>
    /// <returns>
    /// The resampled volume, for the caller to dispose; it does not depend on this one staying open. A regular, orthogonal volume whose spacing stays is returned as it is, bit for bit.
    /// </returns>
    /// <remarks>
    /// The shear of a tilted gantry is undone from the positions of the slices. Where slices are missing, values are interpolated across the gap. Voxels outside the source
    /// are <see cref="CtResampling.BackgroundHu"/>. Outputs from half a voxel before the first to half a voxel after the last one take the border's value.
    /// </remarks>
    /// <exception cref="DicomGeometryException">The slices do not ascend, or lie so far apart that the grid would be out of proportion.</exception>
    /// <exception cref="ObjectDisposedException">The volume was disposed.</exception>
    public CtVolume Resample(CtResampling resampling)
    {
        ArgumentNullException.ThrowIfNull(resampling);
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        SliceStack stack = SliceStack.Of(Geometry, Rows, Columns);
        bool isRegular = stack.IsRegular(CtReadOptions.Default.SpacingTolerance, CtReadOptions.Default.TiltToleranceDegrees);
        return isRegular && KeepsSpacing(stack, resampling)
            ? new CtVolume(_source, Geometry, Rows, Columns, Series) { Fingerprint = Fingerprint }
            : Resample(stack, resampling);
    }

    /// <summary>Resamples whatever the regularity of the stack.</summary>
    internal CtVolume Resample(SliceStack stack, CtResampling resampling)
    {
        ResampleGrid grid = ResampleGrid.For(stack, resampling);
        ContentFingerprint fingerprint = Fingerprint;
        ICtSliceSource source = _source;
        ResampledSliceSource resampled = new(source, token => fingerprint.Get(source, token), stack, grid, resampling.BackgroundHu);
        CtWarning note = new(
            CtWarningKind.Resampled,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Resampled by linear interpolation to {grid.Slices} x {grid.Rows} x {grid.Columns} voxels of {grid.SpacingZ:0.###} x {grid.SpacingY:0.###} x {grid.SpacingX:0.###} mm, orthogonal."));
        CtSeriesDescription series = Series with { Warnings = [.. Series.Warnings, note] };
        return new CtVolume(resampled, grid.ToGeometry(stack, Geometry.SlicePositionsMm[0]), grid.Rows, grid.Columns, series);
    }

    private static bool KeepsSpacing(SliceStack stack, CtResampling resampling) =>
        IsKept(resampling.SpacingXMm, stack.ColumnSpacing) && IsKept(resampling.SpacingYMm, stack.RowSpacing) && IsKept(resampling.SpacingZMm, stack.Step);

    /// <summary>A difference below a millionth of a voxel cannot be told from rounding.</summary>
    private static bool IsKept(double? wanted, double spacing) => wanted is not { } mm || Math.Abs(mm - spacing) <= AxisTaps.Snap * spacing;
}
