using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Torch;

/// <summary>Cuts coronal and sagittal pictures out of an axial volume, head up, with square pixels.</summary>
/// <remarks>
/// The height of a picture is the volume's extent along z in units of the distance between its columns, rounded to whole pixels; between slices
/// values are interpolated linearly, beyond the first and last centre they are those of the outermost slice.
/// </remarks>
internal static class VolumeReslicer
{
    /// <summary>Rows and columns of a picture of the plane.</summary>
    public static (int Rows, int Columns) GetSize(CtVolume volume, SlicePlane plane)
    {
        IReadOnlyList<double> spacing = volume.Geometry.SpacingMm;
        return plane switch
        {
            SlicePlane.Coronal => (Height(volume.SliceCount, spacing[0], spacing[2]), volume.Columns),
            SlicePlane.Sagittal => (Height(volume.SliceCount, spacing[0], spacing[1]), volume.Rows),
            _ => (volume.Rows, volume.Columns),
        };
    }

    /// <summary>Pictures along the axis that the plane cuts.</summary>
    public static int GetLength(CtVolume volume, SlicePlane plane) => plane switch
    {
        SlicePlane.Coronal => volume.Rows,
        SlicePlane.Sagittal => volume.Columns,
        _ => volume.SliceCount,
    };

    /// <summary>Place of a picture along the normal of its plane, in mm. Acquired slices lie where their headers say; cuts through the volume are evenly spaced.</summary>
    public static float GetPositionMm(CtVolume volume, SlicePlane plane, int index) => plane switch
    {
        SlicePlane.Coronal => (float)(index * volume.Geometry.SpacingMm[1]),
        SlicePlane.Sagittal => (float)(index * volume.Geometry.SpacingMm[2]),
        _ => (float)volume.Geometry.SlicePositionsMm[index],
    };

    /// <summary>Reads pictures. Decodes every slice once, and holds one at a time.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="plane">Coronal or sagittal.</param>
    /// <param name="indices">Which rows or columns of the slices.</param>
    /// <param name="destination">Receives (N, rows, columns) HU; see <see cref="GetSize"/>.</param>
    /// <param name="cancellationToken">Stops between two slices.</param>
    public static void Read(CtVolume volume, SlicePlane plane, ReadOnlySpan<int> indices, Span<float> destination, CancellationToken cancellationToken)
    {
        (int rows, int columns) = GetSize(volume, plane);
        float[] cut = new float[indices.Length * volume.SliceCount * columns]; // (N, Z, columns)
        float[] slice = new float[volume.Rows * volume.Columns];
        for (int z = 0; z < volume.SliceCount; z++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            volume.ReadSlice(z, slice);
            for (int n = 0; n < indices.Length; n++)
            {
                CopyLine(slice, volume.Columns, plane, indices[n], cut.AsSpan(((n * volume.SliceCount) + z) * columns, columns));
            }
        }

        for (int n = 0; n < indices.Length; n++)
        {
            Interpolate(cut.AsSpan(n * volume.SliceCount * columns, volume.SliceCount * columns), rows, columns, destination.Slice(n * rows * columns, rows * columns));
        }
    }

    private static int Height(int slices, double stepMm, double pixelMm) => Math.Max(1, (int)Math.Round(slices * stepMm / pixelMm));

    private static void CopyLine(ReadOnlySpan<float> slice, int columns, SlicePlane plane, int index, Span<float> line)
    {
        if (plane == SlicePlane.Coronal)
        {
            slice.Slice(index * columns, columns).CopyTo(line);
            return;
        }

        for (int y = 0; y < line.Length; y++)
        {
            line[y] = slice[(y * columns) + index];
        }
    }

    // (Z, columns), feet first -> (rows, columns), head first.
    private static void Interpolate(ReadOnlySpan<float> cut, int rows, int columns, Span<float> picture)
    {
        int slices = cut.Length / columns;
        for (int row = 0; row < rows; row++)
        {
            double z = Math.Clamp(slices - 0.5 - ((row + 0.5) * slices / rows), 0, slices - 1);
            int below = (int)z;
            int above = Math.Min(below + 1, slices - 1);
            float weight = (float)(z - below);
            ReadOnlySpan<float> low = cut.Slice(below * columns, columns), high = cut.Slice(above * columns, columns);
            Span<float> line = picture.Slice(row * columns, columns);
            for (int x = 0; x < columns; x++)
            {
                line[x] = low[x] + (weight * (high[x] - low[x]));
            }
        }
    }
}
