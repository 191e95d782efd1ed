using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Dicom;

/// <summary>Finds symbol and length of a code from the next 16 bits: by one look-up for short codes, by its length's limit for longer ones.</summary>
/// <remarks><b>Source:</b> ITU-T T.81 C.2 (codes), F.2.2.3 (decoding).</remarks>
internal readonly ref struct JpegCodeTable
{
    /// <summary>Room for a table, in integers.</summary>
    public const int ScratchLength = (1 << LookupBits) + (2 * (JpegHuffmanCodes.LongestCode + 1));

    private const int LookupBits = 9;

    /// <summary>By the next bits: symbol in the upper, code length in the lower 8 bits; 0 where the code is longer or none.</summary>
    private readonly Span<int> _lookup;

    /// <summary>By code length: the first value of the next 16 bits that is beyond the codes of that length.</summary>
    private readonly Span<int> _limits;

    /// <summary>By code length: what makes of a code the index of its symbol.</summary>
    private readonly Span<int> _offsets;
    private readonly ReadOnlySpan<byte> _symbols;

    /// <summary>Builds the table.</summary>
    /// <param name="codes">The codes.</param>
    /// <param name="scratch">Where the table lives, <see cref="ScratchLength"/> zeros.</param>
    public JpegCodeTable(JpegHuffmanCodes codes, Span<int> scratch)
    {
        const int lengths = JpegHuffmanCodes.LongestCode + 1;
        _lookup = scratch[..(1 << LookupBits)];
        _limits = scratch.Slice(1 << LookupBits, lengths);
        _offsets = scratch.Slice((1 << LookupBits) + lengths, lengths);
        _symbols = codes.Symbols;
        int code = 0, index = 0;
        for (int length = 1; length < lengths; length++)
        {
            _offsets[length] = index - code;
            for (int i = 0; i < codes.Counts[length - 1]; i++, code++, index++)
            {
                if (length <= LookupBits)
                {
                    int spare = LookupBits - length;
                    _lookup.Slice(code << spare, 1 << spare).Fill((_symbols[index] << 8) | length);
                }
            }

            _limits[length] = code << (JpegHuffmanCodes.LongestCode - length);
            code <<= 1;
        }
    }

    /// <summary>Decodes the code that the bits start with.</summary>
    /// <param name="bits">The next 16 bits.</param>
    /// <returns>Symbol in the upper, length in the lower 8 bits; 0 when the bits start with no code.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(uint bits)
    {
        // 16 bits without the lower 7 are an index below 512.
        int found = Unsafe.Add(ref MemoryMarshal.GetReference(_lookup), bits >> (JpegHuffmanCodes.LongestCode - LookupBits));
        return found != 0 ? found : FindLong((int)bits);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int FindLong(int bits)
    {
        for (int length = LookupBits + 1; length <= JpegHuffmanCodes.LongestCode; length++)
        {
            if (bits < _limits[length])
            {
                return (_symbols[(bits >> (JpegHuffmanCodes.LongestCode - length)) + _offsets[length]] << 8) | length;
            }
        }

        return 0;
    }
}
