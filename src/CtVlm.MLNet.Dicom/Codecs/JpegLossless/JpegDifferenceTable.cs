using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Dicom;

/// <summary>Decodes whole differences: where code and additional bits together are short, as nearly always, one look-up yields the signed difference.</summary>
/// <remarks><b>Source:</b> ITU-T T.81 H.1.2.2 and table H.2 (categories 0 to 16), F.2.2.1 (EXTEND).</remarks>
internal readonly ref struct JpegDifferenceTable
{
    /// <summary>Bits that one look-up sees; its 8 KB of entries stay in the first cache.</summary>
    public const int LookupBits = 12;

    /// <summary>Room for the look-up table.</summary>
    public const int LookupLength = 1 << LookupBits;

    private const int GreatestCategory = 16;

    /// <summary>By the next bits: difference in the upper 12, length in the lower 4 bits; length 0 where the bits do not hold all of it.</summary>
    private readonly Span<ushort> _lookup;
    private readonly JpegCodeTable _codes;

    /// <summary>Builds the table.</summary>
    /// <param name="codes">Codes of the categories.</param>
    /// <param name="lookup">Where the look-up table lives, <see cref="LookupLength"/> zeros.</param>
    /// <param name="scratch">Where the rest lives, <see cref="JpegCodeTable.ScratchLength"/> zeros.</param>
    /// <exception cref="CodecException">A symbol is no category.</exception>
    public JpegDifferenceTable(JpegHuffmanCodes codes, Span<ushort> lookup, Span<int> scratch)
    {
        if (codes.Symbols.ContainsAnyExceptInRange((byte)0, (byte)GreatestCategory))
        {
            throw JpegThrow.BadTable("lossless Huffman", $"a symbol is above {GreatestCategory}, the greatest difference category");
        }

        _codes = new JpegCodeTable(codes, scratch);
        _lookup = lookup;
        int code = 0, index = 0;
        for (int length = 1; length <= LookupBits; length++, code <<= 1)
        {
            for (int i = 0; i < codes.Counts[length - 1]; i++, code++, index++)
            {
                Fill(code, length, codes.Symbols[index]);
            }
        }
    }

    /// <summary>Takes the next difference from the bits.</summary>
    /// <param name="bits">At least <see cref="LookupBits"/> bits must be available; refilled where that does not do.</param>
    /// <exception cref="CodecException">The bits are no code.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Take(ref JpegBitReader bits)
    {
        // The upper 12 bits are an index below 4096, the length of the table.
        int found = (short)Unsafe.Add(ref MemoryMarshal.GetReference(_lookup), (nint)(bits.Window >> (64 - LookupBits)));
        int length = found & 15;
        if (length != 0)
        {
            bits.Consume(length);
            return found >> 4;
        }

        bits.Refill();
        found = FindLong(bits.Window);
        bits.Consume(found & 0xFF);
        bits.Refill();
        return found >> 8;
    }

    /// <summary>A difference from 31 bits or more: in the upper 24 bits, its length in the lower 8.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int FindLong(ulong window)
    {
        int found = _codes.Find((uint)(window >> 48));
        int length = found & 0xFF;
        int category = found >> 8;
        if (length == 0)
        {
            throw JpegThrow.NoCode();
        }

        // H.1.2.2: category 16 stands for 32768 alone and has no additional bits.
        if (category is 0 or GreatestCategory)
        {
            return ((category << 11) << 8) | length;
        }

        int additional = (int)((window << length) >> (64 - category));
        return (Extend(additional, category) << 8) | (length + category);
    }

    private void Fill(int code, int length, int category)
    {
        int additionalBits = category == GreatestCategory ? 0 : category;
        int spare = LookupBits - length - additionalBits;

        // 32768 does not fit an entry; it is rare.
        if (spare < 0 || category == GreatestCategory)
        {
            return;
        }

        Span<ushort> entries = _lookup.Slice(code << (LookupBits - length), 1 << (LookupBits - length));
        for (int additional = 0; additional < 1 << additionalBits; additional++)
        {
            int difference = category == 0 ? 0 : Extend(additional, category);
            entries.Slice(additional << spare, 1 << spare).Fill((ushort)((difference << 4) | (length + additionalBits)));
        }
    }

    /// <summary>Additional bits that start with 0 stand for negative differences.</summary>
    private static int Extend(int additional, int category) =>
        additional < 1 << (category - 1) ? additional - (1 << category) + 1 : additional;
}
