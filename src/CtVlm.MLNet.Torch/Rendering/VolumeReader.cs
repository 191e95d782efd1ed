using System.Buffers;
using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Torch;

/// <summary>Reads a series on the grid of an encoder of volumes: resampled, cut or padded about its centre.</summary>
internal static class VolumeReader
{
    /// <summary>Reads HU. Only slices that the grid needs are decoded; holds a slice a thread besides the destination.</summary>
    /// <param name="volume">The series; axial, since the encoder has learnt axes of the body.</param>
    /// <param name="input">The grid.</param>
    /// <param name="destination">Receives D x H x W values, [z, y, x].</param>
    /// <param name="maxDegreeOfParallelism">How many slices may be decoded at once, 1 or more; the number of processors when null.</param>
    /// <param name="cancellationToken">Stops between two slices.</param>
    /// <exception cref="DicomException">The series is not axial, cannot be resampled, or cannot be read.</exception>
    public static void Read(CtVolume volume, VolumeInput input, Memory<float> destination, int? maxDegreeOfParallelism, CancellationToken cancellationToken)
    {
        if (volume.Geometry.Orientation != CtOrientation.Axial)
        {
            throw new DicomGeometryException($"An encoder of whole volumes takes axial series; this one is {volume.Geometry.Orientation}. Leave it out, or embed its slices.");
        }

        using CtVolume grid = volume.Resample(new CtResampling
        {
            SpacingZMm = input.SpacingZMm,
            SpacingYMm = input.SpacingYMm,
            SpacingXMm = input.SpacingXMm,
            BackgroundHu = input.PaddingHu,
        });
        AxisCut z = AxisCut.Centre(grid.SliceCount, input.Depth);
        AxisCut y = AxisCut.Centre(grid.Rows, input.Height);
        AxisCut x = AxisCut.Centre(grid.Columns, input.Width);
        int area = input.Height * input.Width;
        destination.Span.Fill(input.PaddingHu);
        SliceLoop.Run(
            z.Count,
            maxDegreeOfParallelism,
            i => ReadSlice(grid, z.SourceStart + i, y, x, destination.Span.Slice((z.TargetStart + i) * area, area), input.Width),
            cancellationToken);
    }

    private static void ReadSlice(CtVolume grid, int index, AxisCut y, AxisCut x, Span<float> target, int width)
    {
        int size = checked(grid.Rows * grid.Columns);
        float[] slice = ArrayPool<float>.Shared.Rent(size);
        try
        {
            grid.ReadSlice(index, slice);
            for (int row = 0; row < y.Count; row++)
            {
                ReadOnlySpan<float> line = slice.AsSpan(((y.SourceStart + row) * grid.Columns) + x.SourceStart, x.Count);
                line.CopyTo(target[(((y.TargetStart + row) * width) + x.TargetStart)..]);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(slice);
        }
    }
}
