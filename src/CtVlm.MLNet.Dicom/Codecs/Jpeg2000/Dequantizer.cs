using System.Numerics;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Dicom;

/// <summary>Puts a decoded block's coefficients into the tile's plane: as integers for the 5/3 transform, as floats for the 9/7.</summary>
/// <remarks><b>Source:</b> ITU-T T.800 E.1 and H.1.</remarks>
internal static class Dequantizer
{
    /// <summary>Undoes max-shift: magnitudes of 2^shift and more belong to the region of interest and were lifted by it (H.1, step 2).</summary>
    public static void LowerRegion(Span<int> coefficients, int shift)
    {
        // Coefficients are in half steps, so the threshold is twice that of the standard. A shift of 31 and more leaves no background at all.
        long threshold = 2L << Math.Min(shift, 32);
        foreach (ref int coefficient in coefficients)
        {
            int magnitude = Math.Abs(coefficient);
            if (magnitude >= threshold)
            {
                magnitude >>= shift;
                coefficient = coefficient < 0 ? -magnitude : magnitude;
            }
        }
    }

    /// <summary>Halves towards zero, which leaves the quantised values of blocks that were decoded to the last plane.</summary>
    public static void StoreIntegers(ReadOnlySpan<int> coefficients, int width, Span<int> plane, int stride)
    {
        for (int start = 0, row = 0; start < coefficients.Length; start += width, row++)
        {
            ReadOnlySpan<int> source = coefficients.Slice(start, width);
            Span<int> target = plane.Slice(row * stride, width);
            int i = 0;
            for (; i <= width - Vector<int>.Count; i += Vector<int>.Count)
            {
                Vector<int> value = new(source[i..]);
                ((value - (value >> 31)) >> 1).CopyTo(target[i..]);
            }

            for (; i < width; i++)
            {
                target[i] = (source[i] - (source[i] >> 31)) >> 1;
            }
        }
    }

    /// <summary>Multiplies by half of the band's quantisation step.</summary>
    public static void StoreFloats(ReadOnlySpan<int> coefficients, int width, float halfStep, Span<int> plane, int stride)
    {
        for (int start = 0, row = 0; start < coefficients.Length; start += width, row++)
        {
            ReadOnlySpan<int> source = coefficients.Slice(start, width);
            Span<float> target = MemoryMarshal.Cast<int, float>(plane.Slice(row * stride, width));
            int i = 0;
            for (; i <= width - Vector<int>.Count; i += Vector<int>.Count)
            {
                (Vector.ConvertToSingle(new Vector<int>(source[i..])) * halfStep).CopyTo(target[i..]);
            }

            for (; i < width; i++)
            {
                target[i] = source[i] * halfStep;
            }
        }
    }
}
