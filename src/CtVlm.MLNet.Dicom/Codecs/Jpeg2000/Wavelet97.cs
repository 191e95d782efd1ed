using System.Numerics;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Dicom;

/// <summary>One level of the inverse irreversible 9/7 transform, in 32-bit floats kept by their bits.</summary>
/// <remarks>
/// As in <see cref="Wavelet53"/>, rows first; down the columns the four lifting steps follow each other at a distance of one row.
/// <b>Source:</b> ITU-T T.800 F.3.8.2, equation F-7, table F.4; single samples F.3.6.
/// </remarks>
internal static class Wavelet97
{
    private const float Alpha = -1.586134342059924f;
    private const float Beta = -0.052980118572961f;
    private const float Gamma = 0.882911075530934f;
    private const float Delta = 0.443506852043971f;
    private const float K = 1.230174104914001f;

    /// <summary>Transforms a level that has at least one sample.</summary>
    public static void Transform(in WaveletLevel level)
    {
        int rows = level.Samples.Height, ready = 0;
        if (rows == 1)
        {
            TransformRow(in level, 0, level.StartsHighDown ? 0.5f : 1);
            return;
        }

        for (int low = level.StartsHighDown ? 1 : 0; low - 3 < rows; low += 2)
        {
            for (; ready < rows && ready <= low + 1; ready++)
            {
                TransformRow(in level, ready, level.IsLowRow(ready) ? K : 1 / K);
            }

            LiftRow(in level, low, Delta);
            LiftRow(in level, low - 1, Gamma);
            LiftRow(in level, low - 2, Beta);
            LiftRow(in level, low - 3, Alpha);
        }
    }

    private static void LiftRow(in WaveletLevel level, int y, float factor)
    {
        if (y >= 0 && y < level.Samples.Height)
        {
            Lift(Floats(level.Row(y)), Floats(level.RowOrMirror(y - 1)), Floats(level.RowOrMirror(y + 1)), factor);
        }
    }

    /// <summary>Transforms a row across, and scales it for the transform down.</summary>
    private static void TransformRow(in WaveletLevel level, int y, float scale)
    {
        level.GetSources(y, out ReadOnlySpan<int> low, out ReadOnlySpan<int> high);
        Span<int> target = level.Row(y);
        if (target.Length == 1)
        {
            Scale(low.Length == 1 ? low : high, low.Length == 1 ? scale : scale / 2, target);
            return;
        }

        Span<int> lowLine = level.Lines.Low, highLine = level.Lines.High;
        Scale(low, scale * K, lowLine[1..]);
        Scale(high, scale / K, highLine[1..]);
        int first = level.StartsHighAcross ? 1 : 0;
        LiftLine(lowLine, low.Length, highLine, high.Length, first, Delta);
        LiftLine(highLine, high.Length, lowLine, low.Length, 1 - first, Gamma);
        LiftLine(lowLine, low.Length, highLine, high.Length, first, Beta);
        LiftLine(highLine, high.Length, lowLine, low.Length, 1 - first, Alpha);
        Interleaving.Interleave(lowLine.Slice(1, low.Length), highLine.Slice(1, high.Length), level.StartsHighAcross, target);
    }

    /// <summary>Lifts a line by the other one.</summary>
    /// <param name="line">The line to lift; its first sample is at index 1.</param>
    /// <param name="count">Its samples.</param>
    /// <param name="other">The other line, extended here.</param>
    /// <param name="otherCount">Its samples.</param>
    /// <param name="first">Where in the other line the sample before the first one is.</param>
    /// <param name="factor">The lifting factor of table F.4.</param>
    private static void LiftLine(Span<int> line, int count, Span<int> other, int otherCount, int first, float factor)
    {
        WaveletLines.Extend(other, otherCount);
        Lift(Floats(line.Slice(1, count)), Floats(other.Slice(first, count)), Floats(other.Slice(first + 1, count)), factor);
    }

    /// <summary>x -= factor * (before + after).</summary>
    private static void Lift(Span<float> target, ReadOnlySpan<float> before, ReadOnlySpan<float> after, float factor)
    {
        Span<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(target);
        ReadOnlySpan<Vector<float>> beforeVectors = MemoryMarshal.Cast<float, Vector<float>>(before)[..vectors.Length];
        ReadOnlySpan<Vector<float>> afterVectors = MemoryMarshal.Cast<float, Vector<float>>(after)[..vectors.Length];
        for (int i = 0; i < vectors.Length; i++)
        {
            vectors[i] -= (beforeVectors[i] + afterVectors[i]) * factor;
        }

        for (int i = vectors.Length * Vector<float>.Count; i < target.Length; i++)
        {
            target[i] -= (before[i] + after[i]) * factor;
        }
    }

    private static void Scale(ReadOnlySpan<int> source, float factor, Span<int> target)
    {
        ReadOnlySpan<float> from = MemoryMarshal.Cast<int, float>(source);
        Span<float> to = Floats(target)[..from.Length];
        ReadOnlySpan<Vector<float>> fromVectors = MemoryMarshal.Cast<float, Vector<float>>(from);
        Span<Vector<float>> toVectors = MemoryMarshal.Cast<float, Vector<float>>(to)[..fromVectors.Length];
        for (int i = 0; i < fromVectors.Length; i++)
        {
            toVectors[i] = fromVectors[i] * factor;
        }

        for (int i = fromVectors.Length * Vector<float>.Count; i < from.Length; i++)
        {
            to[i] = from[i] * factor;
        }
    }

    private static Span<float> Floats(Span<int> bits) => MemoryMarshal.Cast<int, float>(bits);
}
