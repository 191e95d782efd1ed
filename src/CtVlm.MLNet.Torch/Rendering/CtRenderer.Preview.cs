using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Torch;

/// <content>Pictures for people.</content>
public sealed partial class CtRenderer
{
    /// <summary>Renders one slice as an 8-bit RGB picture at its own size: windows alone, no resize, for contact sheets.</summary>
    /// <param name="hu">One slice [y, x], HU; finite.</param>
    /// <param name="rows">H, 1 or more.</param>
    /// <param name="columns">W, 1 or more.</param>
    /// <param name="rendering">The windows and their rounding; the precision has no influence.</param>
    /// <returns>[H, W, 3] bytes; grey when there is one window. Needs no libtorch.</returns>
    /// <exception cref="ArgumentNullException">The rendering is null.</exception>
    /// <exception cref="ArgumentException">
    /// The rendering is invalid or shows neighbouring slices, a size is below 1, or the values are not one slice.
    /// </exception>
    public static byte[] RenderPreview(ReadOnlySpan<float> hu, int rows, int columns, CtRendering rendering)
    {
        ArgumentNullException.ThrowIfNull(rendering);
        rendering.Validate(nameof(rendering));
        if (rendering.NeighbourStep is not null)
        {
            RenderThrow.NeedsNeighbours(nameof(rendering));
        }

        CheckLength(hu, 1, rows, columns);
        return Picture(hu, 1, rendering);
    }

    /// <summary>
    /// Renders one picture of a volume as 8-bit RGB at the size of its slices: windows alone, no resize, for contact sheets. The slices beside it are read
    /// where the rendering shows them.
    /// </summary>
    /// <param name="volume">The volume; stays the caller's.</param>
    /// <param name="sliceIndex">z, 0 to one less than the number of slices.</param>
    /// <param name="rendering">The window or windows, their rounding, and the neighbours; precision and slice selection have no influence.</param>
    /// <returns>[H, W, 3] bytes; grey when there is one window and no neighbours are shown. Needs no libtorch.</returns>
    /// <exception cref="ArgumentNullException">The volume or the rendering is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The volume has no such slice.</exception>
    /// <exception cref="ArgumentException">The rendering is invalid.</exception>
    /// <exception cref="DicomException">A slice cannot be read.</exception>
    public static byte[] RenderPreview(CtVolume volume, int sliceIndex, CtRendering rendering)
    {
        ArgumentNullException.ThrowIfNull(volume);
        ArgumentNullException.ThrowIfNull(rendering);
        rendering.Validate(nameof(rendering));
        ArgumentOutOfRangeException.ThrowIfNegative(sliceIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sliceIndex, volume.SliceCount);
        int[] sources = rendering.NeighbourStep is int step ? NeighbourTriples.Around([sliceIndex], step, volume.SliceCount) : [sliceIndex];
        int area = volume.Rows * volume.Columns;
        float[] hu = new float[checked(sources.Length * area)];
        for (int i = 0; i < sources.Length; i++)
        {
            volume.ReadSlice(sources[i], hu.AsSpan(i * area, area));
        }

        return Picture(hu, sources.Length, rendering);
    }

    // (planes, H, W) -> [H, W, 3]. One plane through one window or three, or three planes through one.
    private static byte[] Picture(ReadOnlySpan<float> hu, int planes, CtRendering rendering)
    {
        int area = hu.Length / planes;
        byte[] picture = new byte[checked(3 * area)];
        for (int channel = 0; channel < 3; channel++)
        {
            HuWindow window = rendering.Windows[channel % rendering.Windows.Count];
            ReadOnlySpan<float> plane = hu.Slice(channel % planes * area, area);
            for (int i = 0; i < area; i++)
            {
                picture[(3 * i) + channel] = window.ApplyEightBit(plane[i], rendering.Function, rendering.Rounding);
            }
        }

        return picture;
    }
}
