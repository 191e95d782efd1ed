using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Dicom;

/// <summary>
/// Takes the stuffed bits out of the coded data, so that the decoder sees plain bits and can take any 57 of them with one load. Works in place: the result
/// is written over the codestream's beginning, whose headers have been read; it is never longer than what it comes from.
/// </summary>
/// <remarks><b>Source:</b> ITU-T T.87 A.1 and T.81 B.1.1.5: the bit after a byte FF is 0 and carries nothing; FF before a byte of 80 or more is a marker.</remarks>
internal static class JpegLsBits
{
    /// <summary>Zero bytes kept behind the plain bits, so that a load near the end stays inside the buffer. The headers are longer than this.</summary>
    public const int Guard = 16;

    /// <summary>Makes one restart interval, or the whole scan, plain.</summary>
    /// <param name="bytes">The codestream; its beginning receives the plain bits, then <see cref="Guard"/> zero bytes.</param>
    /// <param name="position">Where the interval starts, at least <see cref="Guard"/>; on return the FF of the marker that ends it, or the end of the bytes.</param>
    /// <returns>The number of plain bits.</returns>
    public static long Unstuff(Span<byte> bytes, ref int position)
    {
        int from = position;
        int to = 0;

        // Bits not yet written stand at the top of held; count of them, fewer than 8 between rounds.
        ulong held = 0;
        int count = 0;
        while (from < bytes.Length)
        {
            Move(bytes, ref from, ref to, ref held, count);
            if (from >= bytes.Length)
            {
                break;
            }

            int value = bytes[from];
            if (value == 0xFF && from + 1 < bytes.Length && bytes[from + 1] >= 0x80)
            {
                break;
            }

            Put(bytes, (uint)value, 8, ref to, ref held, ref count);
            from++;
            if (value == 0xFF && from < bytes.Length)
            {
                Put(bytes, bytes[from], 7, ref to, ref held, ref count);
                from++;
            }
        }

        position = from;
        bytes[to] = (byte)(held >> 56);
        bytes.Slice(to + (count > 0 ? 1 : 0), Guard - 1).Clear();
        return (to * 8L) + count;
    }

    /// <summary>
    /// Moves whole words of eight bytes without FF. A word is written at <paramref name="to"/>, which is at least <see cref="Guard"/> bytes behind
    /// <paramref name="from"/>, so bytes not yet read are never overwritten, and both ends of the access lie inside the span.
    /// </summary>
    private static void Move(Span<byte> bytes, ref int from, ref int to, ref ulong held, int count)
    {
        ref byte start = ref MemoryMarshal.GetReference(bytes);
        while (from <= bytes.Length - sizeof(ulong))
        {
            ulong word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, from));

            // A byte is FF where its complement is zero: the usual test for a zero byte in a word.
            ulong complement = ~word;
            if (((complement - 0x0101_0101_0101_0101) & ~complement & 0x8080_8080_8080_8080) != 0)
            {
                return;
            }

            word = BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(word) : word;
            ulong plain = held | (word >> count);
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, to), BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(plain) : plain);
            held = count == 0 ? 0 : word << (64 - count);
            from += sizeof(ulong);
            to += sizeof(ulong);
        }
    }

    private static void Put(Span<byte> bytes, uint value, int width, ref int to, ref ulong held, ref int count)
    {
        count += width;
        held |= (ulong)value << (64 - count);
        if (count >= 8)
        {
            bytes[to++] = (byte)(held >> 56);
            held <<= 8;
            count -= 8;
        }
    }

    /// <summary>The bits from a position on, at the top of a word: at least 57 of them. The caller bounds the position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Peek(ref byte start, nint position)
    {
        ulong word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, position >> 3));
        word = BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(word) : word;
        return word << (int)(position & 7);
    }
}
