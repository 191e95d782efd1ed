using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace CtVlm.MLNet.Dicom;

/// <summary>
/// Takes the stuffed bits out of a segment in one go, so that whoever reads it afterwards takes any 57 bits at any place with one load and one shift,
/// and knows no stuffing.
/// </summary>
internal static class HtBits
{
    /// <summary>Bytes that must be readable beyond the last bit that is asked for.</summary>
    public const int Padding = 8;

    private const ulong Ones = 0x01010101_01010101;
    private const ulong SevenBytes = 0x00FFFFFF_FFFFFFFF;
    private const ulong HighBits = 0x00808080_80808080;
    private const ulong LowBits = 0x7F7F7F7F_7F7F7F7F;

    /// <summary>Reads at least 57 bits from a bit position on, the first in bit 0. The caller keeps <see cref="Padding"/> bytes beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Peek(ref byte bits, int position)
    {
        ulong word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bits, (nint)(uint)position >> 3));
        return (BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word)) >> (position & 7);
    }

    /// <summary>Unpacks a segment that is read from its first byte on: the byte after 0xFF has seven bits.</summary>
    /// <param name="segment">The stuffed bytes.</param>
    /// <param name="bits">Receives the bits, and the filling up to its end: at least 8 bytes longer than the segment.</param>
    /// <param name="filling">What the segment is continued with, 0x00 or 0xFF.</param>
    /// <param name="isShared">Whether a part that is read backwards may follow in the segment, so that stuffed bits mean nothing there.</param>
    /// <returns>The number of bits that the segment holds.</returns>
    /// <exception cref="CodecException">A stuffed bit is not 0.</exception>
    /// <remarks><b>Source:</b> ITU-T T.814 7.1.2 (MagSgn), 7.1.5 (SigProp).</remarks>
    public static int UnpackForward(ReadOnlySpan<byte> segment, Span<byte> bits, byte filling, bool isShared)
    {
        Writer writer = new(bits);
        bool afterFull = false;
        for (int i = 0; i < segment.Length;)
        {
            if (!afterFull && segment.Length - i >= 8)
            {
                ulong word = BinaryPrimitives.ReadUInt64LittleEndian(segment[i..]) & SevenBytes;
                if (((~word - Ones) & word & HighBits) == 0)
                {
                    writer.AddSevenBytes(word);
                    i += 7;
                    continue;
                }
            }

            byte next = segment[i++];
            if (afterFull && next > 0x7F && !isShared)
            {
                throw HtThrow.StuffingLost();
            }

            writer.Add(afterFull ? next & 0x7F : next, afterFull ? 7 : 8);
            afterFull = next == 0xFF;
        }

        return writer.Finish(filling);
    }

    /// <summary>Unpacks a segment that is read from its last byte backwards: after a byte above 0x8F one whose low seven bits are set has seven bits.</summary>
    /// <param name="segment">The stuffed bytes.</param>
    /// <param name="isNibbleFirst">Whether the last byte gives only its upper four bits, the lower ones belonging to Scup.</param>
    /// <param name="bits">Receives the bits, and zeros up to its end: at least 8 bytes longer than the segment.</param>
    /// <returns>The number of bits that the segment holds.</returns>
    /// <remarks><b>Source:</b> ITU-T T.814 7.1.4 (VLC), 7.1.6 (MagRef).</remarks>
    public static int UnpackBackward(ReadOnlySpan<byte> segment, bool isNibbleFirst, Span<byte> bits)
    {
        Writer writer = new(bits);
        bool afterLarge = true;
        int i = segment.Length;
        if (isNibbleFirst && i > 0)
        {
            int nibble = segment[--i] >> 4;
            writer.Add(nibble & 7, 3);
            if ((nibble & 7) != 7)
            {
                writer.Add(nibble >> 3, 1);
            }

            afterLarge = nibble > 8;
        }

        while (i > 0)
        {
            if (i >= 8)
            {
                ulong word = BinaryPrimitives.ReadUInt64BigEndian(segment[(i - 8)..]) & SevenBytes;
                ulong missing = ~word & LowBits;
                if (((missing - Ones) & ~missing & HighBits) == 0)
                {
                    writer.AddSevenBytes(word);
                    i -= 7;
                    afterLarge = segment[i] > 0x8F;
                    continue;
                }
            }

            byte next = segment[--i];
            bool isStuffed = afterLarge && (next & 0x7F) == 0x7F;
            writer.Add(isStuffed ? 0x7F : next, isStuffed ? 7 : 8);
            afterLarge = next > 0x8F;
        }

        return writer.Finish(0);
    }

    /// <summary>Appends bits to a span; bits below <c>_held</c> wait for their byte to fill up.</summary>
    private ref struct Writer(Span<byte> bits)
    {
        private readonly Span<byte> _bits = bits;
        private ulong _waiting;
        private int _held;
        private int _written;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(int value, int count)
        {
            _waiting |= (ulong)(uint)value << _held;
            _held += count;
            if (_held >= 8)
            {
                _bits[_written++] = (byte)_waiting;
                _waiting >>= 8;
                _held -= 8;
            }
        }

        // At most 7 bits wait, so 56 more fit the word; its last byte is written again with the next bits.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void AddSevenBytes(ulong sevenBytes)
        {
            ulong word = _waiting | (sevenBytes << _held);
            BinaryPrimitives.WriteUInt64LittleEndian(_bits[_written..], word);
            _waiting = word >> 56;
            _written += 7;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly int Finish(byte filling)
        {
            _bits[_written..].Fill(filling);
            _bits[_written] = (byte)(_waiting | ((ulong)filling << _held));
            return (_written * 8) + _held;
        }
    }
}
