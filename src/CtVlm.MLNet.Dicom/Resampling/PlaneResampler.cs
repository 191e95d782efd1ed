using System.Buffers;
using System.Numerics.Tensors;

namespace CtVlm.MLNet.Dicom;

/// <summary>Brings one slice onto the rows and columns of the target grid, by linear interpolation along y, then along x.</summary>
internal sealed class PlaneResampler(ICtSliceSource source, SliceStack stack, ResampleGrid grid)
{
    /// <summary>Reads and resamples a slice; the caller owns the result.</summary>
    public ResampledPlane Read(int slice)
    {
        AxisTaps x = AxisTaps.Create(grid.Columns, (grid.OffsetX - stack.ShiftX[slice]) / stack.ColumnSpacing, grid.SpacingX / stack.ColumnSpacing, stack.Columns);
        AxisTaps y = AxisTaps.Create(grid.Rows, (grid.OffsetY - stack.ShiftY[slice]) / stack.RowSpacing, grid.SpacingY / stack.RowSpacing, stack.Rows);
        float[] plane = GC.AllocateUninitializedArray<float>(grid.Rows * grid.Columns);
        int size = stack.Rows * stack.Columns;
        float[] hu = ArrayPool<float>.Shared.Rent(size);
        float[] blend = ArrayPool<float>.Shared.Rent(stack.Columns);
        try
        {
            source.ReadSlice(slice, hu.AsSpan(0, size));
            for (int row = y.First; row < y.End; row++)
            {
                ReadOnlySpan<float> line = Blend(hu, y.Lower[row], y.Weight[row], blend.AsSpan(0, stack.Columns));
                Interpolate(line, x, plane.AsSpan(row * grid.Columns, grid.Columns));
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(hu);
            ArrayPool<float>.Shared.Return(blend);
        }

        return new ResampledPlane(plane, x, y);
    }

    private ReadOnlySpan<float> Blend(float[] hu, int lower, float weight, Span<float> blend)
    {
        ReadOnlySpan<float> first = hu.AsSpan(lower * stack.Columns, stack.Columns);
        if (weight == 0)
        {
            return first;
        }

        TensorPrimitives.Lerp(first, hu.AsSpan((lower + 1) * stack.Columns, stack.Columns), weight, blend);
        return blend;
    }

    private static void Interpolate(ReadOnlySpan<float> line, AxisTaps x, Span<float> output)
    {
        if (x.ShiftFirst == x.ShiftEnd)
        {
            Gather(line, x, x.First, x.End, output);
            return;
        }

        Gather(line, x, x.First, x.ShiftFirst, output);
        int from = x.Lower[x.ShiftFirst], count = x.ShiftEnd - x.ShiftFirst;
        float weight = x.Weight[x.ShiftFirst];
        Span<float> run = output.Slice(x.ShiftFirst, count);
        if (weight == 0)
        {
            line.Slice(from, count).CopyTo(run);
        }
        else
        {
            TensorPrimitives.Lerp(line.Slice(from, count), line.Slice(from + 1, count), weight, run);
        }

        Gather(line, x, x.ShiftEnd, x.End, output);
    }

    private static void Gather(ReadOnlySpan<float> line, AxisTaps x, int first, int end, Span<float> output)
    {
        ReadOnlySpan<int> lower = x.Lower;
        ReadOnlySpan<float> weights = x.Weight;
        int last = line.Length - 1;
        for (int i = first; i < end; i++)
        {
            int at = lower[i];
            float value = line[at];
            output[i] = value + (weights[i] * (line[Math.Min(at + 1, last)] - value));
        }
    }
}
