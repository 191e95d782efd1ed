using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Dicom;

/// <summary>Reads the MEL and VLC parts of a cleanup segment, one row of quads at a time: significance, known exponent bits and u_q of each quad.</summary>
/// <remarks>
/// A quad becomes one number: an entry of <see cref="HtQuadTable"/> in the lower 16 bits, u_q in the upper ones. Rows have a quad more than the block has, always 0, so that the
/// neighbour above and to the right of the last one exists.
/// <b>Source:</b> ITU-T T.814 7.3.5 and 7.3.6.
/// </remarks>
internal ref struct HtQuadReader
{
    /// <summary>Bytes that one row may read beyond the end of the VLC part before it is found out, per pair of quads: 2 x 7 + 6 + 10 bits.</summary>
    public const int BytesPerPair = 4;

    private readonly ref byte _bits;
    private readonly int _bitCount;
    private int _position;
    private HtMelReader _mel;

    /// <summary>Starts at the first row.</summary>
    /// <param name="part">The MEL and VLC parts without the last byte.</param>
    /// <param name="scratch">Room for the bits of the part, <see cref="HtBits.Padding"/> bytes and a row's <see cref="BytesPerPair"/>.</param>
    public HtQuadReader(ReadOnlySpan<byte> part, Span<byte> scratch)
    {
        _mel = new HtMelReader(part);
        _bitCount = HtBits.UnpackBackward(part, isNibbleFirst: true, scratch);
        _bits = ref MemoryMarshal.GetReference(scratch);
    }

    /// <summary>Reads the first row.</summary>
    /// <param name="row">Receives the quads, and a 0 behind them.</param>
    public void ReadFirstRow(Span<uint> row)
    {
        ref ushort table = ref MemoryMarshal.GetArrayDataReference(HtQuadTable.FirstRow);
        int quads = row.Length - 1;
        int position = _position;
        uint context = 0;
        for (int q = 0; q < quads; q += 2)
        {
            // Two codewords, two prefixes and two suffixes take at most 14 + 6 + 10 bits of the 57 that one load gives.
            ulong bits = HtBits.Peek(ref _bits, position);
            uint first = Quad(ref table, context, ref bits, ref position);
            uint second = 0;
            context = FirstRowContext(first);
            if (q + 1 < quads)
            {
                second = Quad(ref table, context, ref bits, ref position);
                context = FirstRowContext(second);
            }

            uint which = Case(first, second);
            if (which == 3)
            {
                which = _mel.Next() ? HtExponentTable.BothLargeInFirstRow : (uint)HtExponentTable.BothInFirstRow;
            }

            Store(row, q, first, second, Exponents(which, bits, ref position));
        }

        row[quads] = 0;
        Advance(position, 0);
    }

    /// <summary>Reads another row.</summary>
    /// <param name="above">The quads of the row before.</param>
    /// <param name="row">Receives the quads, and a 0 behind them; as long as <paramref name="above"/>.</param>
    /// <param name="index">Index of the row, for messages.</param>
    public void ReadRow(ReadOnlySpan<uint> above, Span<uint> row, int index)
    {
        ref ushort table = ref MemoryMarshal.GetArrayDataReference(HtQuadTable.OtherRows);
        int quads = row.Length - 1;
        int position = _position;
        uint left = 0;
        uint aboveLeft = 0;
        for (int q = 0; q < quads; q += 2)
        {
            ulong bits = HtBits.Peek(ref _bits, position);
            uint north = above[q];
            uint northRight = above[q + 1];
            uint first = Quad(ref table, Context(left, aboveLeft, north, northRight), ref bits, ref position);
            uint second = 0;
            if (q + 1 < quads)
            {
                uint northFar = above[q + 2];
                second = Quad(ref table, Context(first, north, northRight, northFar), ref bits, ref position);
            }

            left = second;
            aboveLeft = northRight;
            Store(row, q, first, second, Exponents(Case(first, second), bits, ref position));
        }

        row[quads] = 0;
        Advance(position, index);
    }

    // 7.3.5, equation 1: the quad to the left alone; patterns have sample 0 in bit 4 of the entry.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint FirstRowContext(uint left) =>
        ((left << (HtQuadTable.ContextShift - 4)) | (left << (HtQuadTable.ContextShift - 5))) & (1u << HtQuadTable.ContextShift)
        | ((left >> 6) & 3) << (HtQuadTable.ContextShift + 1);

    // 7.3.5, equation 2: bit 0 is the bottom row above left and above, bit 1 the right column of the quad to the left, bit 2 the bottom row above right.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Context(uint left, uint aboveLeft, uint above, uint aboveRight) =>
        (((aboveLeft >> 7) | (above >> 5)) & 1) << HtQuadTable.ContextShift
        | (((left >> 6) | (left >> 7)) & 1) << (HtQuadTable.ContextShift + 1)
        | (((above >> 7) | (aboveRight >> 5)) & 1) << (HtQuadTable.ContextShift + 2);

    // In context 0 an event of the MEL part says whether the quad has anything at all; if not, no codeword is there.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Quad(ref ushort table, uint context, ref ulong bits, ref int position)
    {
        if (context == 0 && !_mel.Next())
        {
            return 0;
        }

        // The index is below 8 << 7 by construction.
        uint entry = Unsafe.Add(ref table, (nint)(context + ((uint)bits & ((1 << HtQuadTable.ContextShift) - 1))));
        int length = (int)(entry & HtQuadTable.LengthMask);
        bits >>= length;
        position += length;
        return entry;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Case(uint first, uint second) =>
        ((first >> HtQuadTable.HasExponentShift) & 1) | ((second >> (HtQuadTable.HasExponentShift - 1)) & 2);

    // 7.3.6: both prefixes, then both suffixes. The two u_q come back in the halves of the result.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Exponents(uint which, ulong bits, ref int position)
    {
        // The index is below 6 << 6 by construction.
        uint entry = Unsafe.Add(
            ref MemoryMarshal.GetArrayDataReference(HtExponentTable.Entries),
            (nint)((which << HtExponentTable.IndexBits) + ((uint)bits & ((1 << HtExponentTable.IndexBits) - 1))));
        int prefixBits = (int)(entry & 7);
        int suffixBits = (int)((entry >> 3) & 15);
        int firstBits = (int)((entry >> 7) & 7);
        uint suffixes = (uint)(bits >> prefixBits) & ((1u << suffixBits) - 1);
        position += prefixBits + suffixBits;
        uint first = ((entry >> 10) & 7) + (suffixes & ((1u << firstBits) - 1));
        uint second = (entry >> 13) + (suffixes >> firstBits);
        return first | (second << 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Span<uint> row, int quad, uint first, uint second, uint exponents)
    {
        // The second quad of the last pair may be the 0 behind the row.
        row[quad] = first | (exponents << 16);
        row[quad + 1] = second | (exponents & 0xFFFF0000);
    }

    private void Advance(int position, int row)
    {
        if (position > _bitCount)
        {
            throw HtThrow.VlcExhausted(row);
        }

        _position = position;
    }
}
