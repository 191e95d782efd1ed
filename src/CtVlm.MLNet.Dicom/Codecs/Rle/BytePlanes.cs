using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CtVlm.MLNet.Dicom;

/// <summary>Samples as planes of bytes, the most significant byte's first, and as little-endian numbers.</summary>
internal static class BytePlanes
{
    /// <summary>Puts the planes' bytes together to samples.</summary>
    /// <param name="planes">The planes, one after the other.</param>
    /// <param name="count">How many planes there are: 2 or 4.</param>
    /// <param name="samples">Receives as many bytes as the planes have.</param>
    public static void Interleave(ReadOnlySpan<byte> planes, int count, Span<byte> samples)
    {
        int pixels = planes.Length / count;
        if (count == 2)
        {
            InterleavePair(planes[..pixels], planes[pixels..], MemoryMarshal.Cast<byte, ushort>(samples[..planes.Length]));
            return;
        }

        for (int plane = 0; plane < count; plane++)
        {
            ReadOnlySpan<byte> bytes = planes.Slice(plane * pixels, pixels);
            for (int i = 0, at = count - 1 - plane; i < bytes.Length; i++, at += count)
            {
                samples[at] = bytes[i];
            }
        }
    }

    /// <summary>Takes one byte of each sample out: shift 8 for the high byte, 0 for the low one.</summary>
    public static void Extract(ReadOnlySpan<ushort> samples, int shift, Span<byte> plane)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            plane[i] = (byte)(samples[i] >> shift);
        }
    }

    private static void InterleavePair(ReadOnlySpan<byte> high, ReadOnlySpan<byte> low, Span<ushort> samples)
    {
        ref byte highs = ref MemoryMarshal.GetReference(high);
        ref byte lows = ref MemoryMarshal.GetReference(low);
        ref ushort to = ref MemoryMarshal.GetReference(samples);
        int i = 0;

        // 16 samples a step while that many are left; all three spans have samples.Length elements.
        for (; i <= samples.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            (Vector128<ushort> highLower, Vector128<ushort> highUpper) = Vector128.Widen(Vector128.LoadUnsafe(ref highs, (nuint)i));
            (Vector128<ushort> lowLower, Vector128<ushort> lowUpper) = Vector128.Widen(Vector128.LoadUnsafe(ref lows, (nuint)i));
            ((highLower << 8) | lowLower).StoreUnsafe(ref to, (nuint)i);
            ((highUpper << 8) | lowUpper).StoreUnsafe(ref to, (nuint)(i + Vector128<ushort>.Count));
        }

        for (; i < samples.Length; i++)
        {
            samples[i] = (ushort)((high[i] << 8) | low[i]);
        }
    }
}
