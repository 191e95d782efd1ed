using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace CtVlm.MLNet.Dicom;

/// <summary>Reads the MagSgn part of a cleanup segment, one row of quads at a time: two rows of coefficients.</summary>
/// <remarks>
/// A sample's number is 2 (m - 1) + s with magnitude m in steps of the lowest plane and sign s. How many bits a quad takes is known before any of them is read, so the
/// only thing that one quad waits for in another of its row is the position.
/// <b>Source:</b> ITU-T T.814 7.3.7 (exponent predictors), 7.3.8 (magnitudes and signs) and 7.6 (coefficients).
/// </remarks>
internal ref partial struct HtMagnitudeReader
{
    // Brings the bits of a pattern of four into the lowest bits of four bytes; there, a product with Lowest gives in each byte the sum of the bytes up to it.
    private const uint Spread = 0x00204081;
    private const uint Lowest = 0x01010101;

    // Bits that one load gives at least.
    private const uint OneLoad = 57;

    private readonly ref byte _bits;
    private readonly int _bitCount;
    private readonly int _plane;
    private readonly int _maxExponent;

    // For each quad of the next row the OR of the numbers, made odd, of the four samples above it: below left, below, and the one after.
    private readonly Span<uint> _above;
    private int _position;

    /// <summary>Starts at the first row.</summary>
    /// <param name="part">The MagSgn part.</param>
    /// <param name="block">The block.</param>
    /// <param name="scratch">Room for the bits of the part, <see cref="HtBits.Padding"/> bytes and <see cref="BytesPerRow"/>.</param>
    /// <param name="above">Room for one number a quad of a row, and one more.</param>
    /// <exception cref="CodecException">The part is damaged.</exception>
    public HtMagnitudeReader(ReadOnlySpan<byte> part, HtBlock block, Span<byte> scratch, Span<uint> above)
    {
        _bitCount = HtBits.UnpackForward(part, scratch, filling: 0xFF, isShared: false);
        _bits = ref MemoryMarshal.GetReference(scratch);
        _plane = block.LowestPlane;
        _maxExponent = block.MaxExponent;
        _above = above;
        above.Clear();
    }

    /// <summary>The bytes that a row of quads can take at most: four numbers a quad of at most 31 bits each.</summary>
    public static int BytesPerRow(int quads) => quads * 16;

    /// <summary>Reads the coefficients of a row of quads.</summary>
    /// <param name="quads">The quads, as <see cref="HtQuadReader"/> gives them, without the one behind the row.</param>
    /// <param name="top">Receives the top row.</param>
    /// <param name="bottom">Receives the bottom row; as long as <paramref name="top"/>.</param>
    /// <exception cref="CodecException">An exponent is impossible, or a sample beyond the right edge significant.</exception>
    public void ReadRow(ReadOnlySpan<uint> quads, Span<int> top, Span<int> bottom)
    {
        // The rows hold two samples for each whole quad, _above one number for each quad and one more.
        ref int topRow = ref MemoryMarshal.GetReference(top);
        ref int bottomRow = ref MemoryMarshal.GetReference(bottom[..top.Length]);
        ref uint above = ref MemoryMarshal.GetReference(_above[..(quads.Length + 1)]);
        int whole = top.Length >> 1;
        uint left = 0;
        int position = _position;
        int start = Avx2.IsSupported ? ReadPairs(quads[..(whole & ~1)], ref topRow, ref bottomRow, ref above, ref left, ref position) : 0;
        for (int q = start; q < whole; q++)
        {
            uint quad = quads[q];
            ref uint here = ref Unsafe.Add(ref above, q);
            Numbers n = Read(quad, Exponent(quad, here | Unsafe.Add(ref here, 1)), ref position);
            here = left | n.Odd1(quad);
            left = n.Odd3(quad);
            Unsafe.Add(ref topRow, 2 * q) = Coefficient(n.N0, (quad >> HtQuadTable.RhoShift) & 1);
            Unsafe.Add(ref bottomRow, 2 * q) = Coefficient(n.N1, (quad >> (HtQuadTable.RhoShift + 1)) & 1);
            Unsafe.Add(ref topRow, (2 * q) + 1) = Coefficient(n.N2, (quad >> (HtQuadTable.RhoShift + 2)) & 1);
            Unsafe.Add(ref bottomRow, (2 * q) + 1) = Coefficient(n.N3, (quad >> (HtQuadTable.RhoShift + 3)) & 1);
        }

        if (whole < quads.Length)
        {
            uint quad = WithoutRight(quads[whole]);
            ref uint here = ref Unsafe.Add(ref above, whole);
            Numbers n = Read(quad, Exponent(quad, here | Unsafe.Add(ref here, 1)), ref position);
            here = left | n.Odd1(quad);
            left = 0;
            top[^1] = Coefficient(n.N0, (quad >> HtQuadTable.RhoShift) & 1);
            bottom[^1] = Coefficient(n.N1, (quad >> (HtQuadTable.RhoShift + 1)) & 1);
        }

        _above[quads.Length] = left;

        // Beyond its end the part goes on with ones for ever; any place there is as good as the first.
        _position = Math.Min(position, _bitCount);
    }

    private static uint WithoutRight(uint quad) => (quad & (0b1100u << HtQuadTable.RhoShift)) == 0 ? quad : throw HtThrow.Outside();

    // 7.3.7: U_q = u_q + kappa_q, where the exponents above count only if more than one sample of the quad is significant.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int Exponent(uint quad, uint above)
    {
        uint rho = quad & (15u << HtQuadTable.RhoShift);
        uint counted = (rho & (rho - (1u << HtQuadTable.RhoShift))) == 0 ? 2 : above | 2;
        int exponent = (int)(quad >> 16) + BitOperations.Log2(counted);
        if (exponent > _maxExponent)
        {
            throw HtThrow.ExponentTooLarge(exponent, _maxExponent);
        }

        return exponent;
    }

    // 7.3.8: m_n = U_q less the known bit for a significant sample, 0 for others; known is a part of significant. One length a byte.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Lengths(uint quad, int exponent)
    {
        uint significant = (((quad >> HtQuadTable.RhoShift) & 15) * Spread) & Lowest;
        uint known = (((quad >> HtQuadTable.KnownShift) & 15) * Spread) & Lowest;
        return ((uint)exponent * significant) - known;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Numbers Read(uint quad, int exponent, ref int position)
    {
        uint lengths = Lengths(quad, exponent);
        uint ends = lengths * Lowest;
        int start = position;
        position += (int)(ends >> 24);
        return ends >> 24 <= OneLoad
            ? Split(quad, lengths, ends, HtBits.Peek(ref _bits, start))
            : ReadLong(quad, lengths, ends, start);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Numbers Split(uint quad, uint lengths, uint ends, ulong bits) => new(
        Number(quad, 0, bits, (int)(lengths & 0xFF)),
        Number(quad, 1, bits >> (int)(ends & 0xFF), (int)((lengths >> 8) & 0xFF)),
        Number(quad, 2, bits >> (int)((ends >> 8) & 0xFF), (int)((lengths >> 16) & 0xFF)),
        Number(quad, 3, bits >> (int)((ends >> 16) & 0xFF), (int)(lengths >> 24)));

    private readonly Numbers ReadLong(uint quad, uint lengths, uint ends, int start) => new(
        Number(quad, 0, HtBits.Peek(ref _bits, start), (int)(lengths & 0xFF)),
        Number(quad, 1, HtBits.Peek(ref _bits, start + (int)(ends & 0xFF)), (int)((lengths >> 8) & 0xFF)),
        Number(quad, 2, HtBits.Peek(ref _bits, start + (int)((ends >> 8) & 0xFF)), (int)((lengths >> 16) & 0xFF)),
        Number(quad, 3, HtBits.Peek(ref _bits, start + (int)((ends >> 16) & 0xFF)), (int)(lengths >> 24)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Number(uint quad, int sample, ulong bits, int length) =>
        ((uint)bits & ((1u << length) - 1)) | (((quad >> (HtQuadTable.KnownOnesShift + sample)) & 1) << length);

    // 7.6: in half steps; the number made odd is 2m - 1, so 2 more is the middle between 2m and 2(m + 1).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int Coefficient(uint number, uint isSignificant)
    {
        int sign = -(int)(number & 1);
        int magnitude = (int)((((number | 1) + 2) << _plane) & (uint)-(int)isSignificant);
        return (magnitude ^ sign) - sign;
    }

    private readonly record struct Numbers(uint N0, uint N1, uint N2, uint N3)
    {
        public uint Odd1(uint quad) => N1 | ((quad >> (HtQuadTable.RhoShift + 1)) & 1);

        public uint Odd3(uint quad) => N3 | ((quad >> (HtQuadTable.RhoShift + 3)) & 1);
    }
}
