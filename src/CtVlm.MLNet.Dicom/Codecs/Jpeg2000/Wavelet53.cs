using System.Numerics;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Dicom;

/// <summary>One level of the inverse reversible 5/3 transform.</summary>
/// <remarks>
/// Rows first, then columns, a row of columns at a time: a low-pass row is lifted as soon as the row below it is there, the high-pass row
/// above it right after. <b>Source:</b> ITU-T T.800 F.3.8.1, equations F-5 and F-6; single samples F.3.6.
/// </remarks>
internal static class Wavelet53
{
    /// <summary>Transforms a level that has at least one sample.</summary>
    public static void Transform(in WaveletLevel level)
    {
        int rows = level.Samples.Height, ready = 0;
        if (rows == 1)
        {
            TransformRow(in level, 0);
            if (level.StartsHighDown)
            {
                Halve(level.Row(0));
            }

            return;
        }

        for (int low = level.StartsHighDown ? 1 : 0; low - 1 < rows; low += 2)
        {
            for (; ready < rows && ready <= low + 1; ready++)
            {
                TransformRow(in level, ready);
            }

            if (low < rows)
            {
                LiftLow(level.Row(low), level.RowOrMirror(low - 1), level.RowOrMirror(low + 1));
            }

            if (low > 0)
            {
                LiftHigh(level.Row(low - 1), level.RowOrMirror(low - 2), level.RowOrMirror(low));
            }
        }
    }

    private static void TransformRow(in WaveletLevel level, int y)
    {
        level.GetSources(y, out ReadOnlySpan<int> low, out ReadOnlySpan<int> high);
        Span<int> target = level.Row(y);
        if (target.Length == 1)
        {
            target[0] = low.Length == 1 ? low[0] : high[0] >> 1;
            return;
        }

        // A low-pass sample has the high-pass samples before and after it; which two those are depends on which comes first.
        int first = level.StartsHighAcross ? 1 : 0;
        Span<int> highLine = level.Lines.High, lowLine = level.Lines.Low;
        high.CopyTo(highLine[1..]);
        WaveletLines.Extend(highLine, high.Length);
        low.CopyTo(lowLine[1..]);
        LiftLow(lowLine.Slice(1, low.Length), highLine.Slice(first, low.Length), highLine.Slice(first + 1, low.Length));
        WaveletLines.Extend(lowLine, low.Length);
        LiftHigh(highLine.Slice(1, high.Length), lowLine.Slice(1 - first, high.Length), lowLine.Slice(2 - first, high.Length));
        Interleaving.Interleave(lowLine.Slice(1, low.Length), highLine.Slice(1, high.Length), level.StartsHighAcross, target);
    }

    /// <summary>x -= floor((before + after + 2) / 4).</summary>
    private static void LiftLow(Span<int> target, ReadOnlySpan<int> before, ReadOnlySpan<int> after)
    {
        Span<Vector<int>> vectors = MemoryMarshal.Cast<int, Vector<int>>(target);
        ReadOnlySpan<Vector<int>> beforeVectors = MemoryMarshal.Cast<int, Vector<int>>(before)[..vectors.Length];
        ReadOnlySpan<Vector<int>> afterVectors = MemoryMarshal.Cast<int, Vector<int>>(after)[..vectors.Length];
        Vector<int> two = new(2);
        for (int i = 0; i < vectors.Length; i++)
        {
            vectors[i] -= (beforeVectors[i] + afterVectors[i] + two) >> 2;
        }

        for (int i = vectors.Length * Vector<int>.Count; i < target.Length; i++)
        {
            target[i] -= (before[i] + after[i] + 2) >> 2;
        }
    }

    /// <summary>x += floor((before + after) / 2).</summary>
    private static void LiftHigh(Span<int> target, ReadOnlySpan<int> before, ReadOnlySpan<int> after)
    {
        Span<Vector<int>> vectors = MemoryMarshal.Cast<int, Vector<int>>(target);
        ReadOnlySpan<Vector<int>> beforeVectors = MemoryMarshal.Cast<int, Vector<int>>(before)[..vectors.Length];
        ReadOnlySpan<Vector<int>> afterVectors = MemoryMarshal.Cast<int, Vector<int>>(after)[..vectors.Length];
        for (int i = 0; i < vectors.Length; i++)
        {
            vectors[i] += (beforeVectors[i] + afterVectors[i]) >> 1;
        }

        for (int i = vectors.Length * Vector<int>.Count; i < target.Length; i++)
        {
            target[i] += (before[i] + after[i]) >> 1;
        }
    }

    private static void Halve(Span<int> row)
    {
        foreach (ref int sample in row)
        {
            sample >>= 1;
        }
    }
}
