using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Dicom;

/// <summary>Decodes one line of samples, before the point transform is undone.</summary>
/// <remarks><b>Source:</b> ITU-T T.81 H.1.2.1 (prediction, modulo 65536) and H.2.1.</remarks>
internal static class JpegLosslessLine
{
    /// <summary>Samples for which one <see cref="JpegBitReader.Refill"/> does: 4 x 12 bits are at most the 56 there are.</summary>
    private const int SamplesPerRefill = JpegBitReader.RefilledBits / JpegDifferenceTable.LookupBits;

    /// <summary>Decodes a line.</summary>
    /// <typeparam name="TPredictor">Predicts all samples but the first.</typeparam>
    /// <param name="source">Where the bits come from; left behind the line.</param>
    /// <param name="table">Turns bits into differences.</param>
    /// <param name="first">Prediction of the first sample.</param>
    /// <param name="above">The line above, as long as this one; empty when the predictor does not use it.</param>
    /// <param name="line">Receives the samples.</param>
    /// <exception cref="CodecException">The data is damaged or ends early.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // Compiled well at once: the first slices of a series are not decoded by unoptimized code.
    public static void Decode<TPredictor>(ref JpegBitReader source, in JpegDifferenceTable table, int first, ReadOnlySpan<ushort> above, Span<ushort> line)
        where TPredictor : struct, IJpegPredictor
    {
        JpegBitReader bits = source;
        JpegDifferenceTable differences = table;
        if (TPredictor.UsesAbove)
        {
            above = above[..line.Length];
        }

        bits.Refill();
        line[0] = (ushort)(first + differences.Take(ref bits));
        int left = line[0], x = 1;
        for (; x <= line.Length - SamplesPerRefill; x += SamplesPerRefill)
        {
            bits.Refill();
            left = Next<TPredictor>(ref bits, differences, left, above, line, x);
            left = Next<TPredictor>(ref bits, differences, left, above, line, x + 1);
            left = Next<TPredictor>(ref bits, differences, left, above, line, x + 2);
            left = Next<TPredictor>(ref bits, differences, left, above, line, x + 3);
        }

        for (; x < line.Length; x++)
        {
            bits.Refill();
            left = Next<TPredictor>(ref bits, differences, left, above, line, x);
        }

        bits.CheckWithin();
        source = bits;
    }

    /// <summary>One sample; x is at least 1 and below the length of the line, and of the line above where that is used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Next<TPredictor>(
        ref JpegBitReader bits, JpegDifferenceTable differences, int left, ReadOnlySpan<ushort> above, Span<ushort> line, int x)
        where TPredictor : struct, IJpegPredictor
    {
        int prediction = left;
        if (TPredictor.UsesAbove)
        {
            ref ushort b = ref Unsafe.Add(ref MemoryMarshal.GetReference(above), x);
            prediction = TPredictor.Predict(left, b, Unsafe.Subtract(ref b, 1));
        }

        ushort sample = (ushort)(prediction + differences.Take(ref bits));
        Unsafe.Add(ref MemoryMarshal.GetReference(line), x) = sample;
        return sample;
    }
}
