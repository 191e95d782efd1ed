using System.Numerics;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Dicom;

/// <summary>Merges the low-pass and the high-pass samples of a row, which take turns.</summary>
/// <remarks><b>Source:</b> ITU-T T.800 F.3.3.</remarks>
internal static class Interleaving
{
    /// <summary>Merges two lines; the longer one comes first, or the one named.</summary>
    /// <param name="low">Low-pass samples.</param>
    /// <param name="high">High-pass samples, as many or one more or less.</param>
    /// <param name="startsHigh">Whether a high-pass sample is first.</param>
    /// <param name="target">Room for both.</param>
    public static void Interleave(ReadOnlySpan<int> low, ReadOnlySpan<int> high, bool startsHigh, Span<int> target)
    {
        ReadOnlySpan<int> first = startsHigh ? high : low, second = startsHigh ? low : high;
        int pairs = second.Length;
        int done = StorePairs(first[..pairs], second, MemoryMarshal.Cast<int, ulong>(target[..(2 * pairs)]));
        for (int i = done; i < pairs; i++)
        {
            target[2 * i] = first[i];
            target[(2 * i) + 1] = second[i];
        }

        if (first.Length > pairs)
        {
            target[2 * pairs] = first[pairs];
        }
    }

    /// <summary>Whole vectors of pairs, each pair as one 64-bit number, whose low half comes first in memory on little-endian machines.</summary>
    /// <returns>How many pairs were stored; the caller does the rest.</returns>
    private static int StorePairs(ReadOnlySpan<int> first, ReadOnlySpan<int> second, Span<ulong> target)
    {
        ReadOnlySpan<Vector<uint>> lows = MemoryMarshal.Cast<int, Vector<uint>>(BitConverter.IsLittleEndian ? first : second);
        ReadOnlySpan<Vector<uint>> highs = MemoryMarshal.Cast<int, Vector<uint>>(BitConverter.IsLittleEndian ? second : first)[..lows.Length];
        Span<Vector<ulong>> pairs = MemoryMarshal.Cast<ulong, Vector<ulong>>(target)[..(2 * lows.Length)];
        for (int i = 0; i < lows.Length; i++)
        {
            Vector.Widen(lows[i], out Vector<ulong> lowStart, out Vector<ulong> lowEnd);
            Vector.Widen(highs[i], out Vector<ulong> highStart, out Vector<ulong> highEnd);
            pairs[2 * i] = lowStart | (highStart << 32);
            pairs[(2 * i) + 1] = lowEnd | (highEnd << 32);
        }

        return lows.Length * Vector<uint>.Count;
    }
}
