namespace CtVlm.MLNet.Dicom;

/// <summary>One Huffman table as a DHT segment lists it: how many codes of each length, and their symbols in order of code.</summary>
/// <remarks><b>Source:</b> ITU-T T.81 B.2.4.2 and C.2.</remarks>
internal readonly ref struct JpegHuffmanCodes
{
    /// <summary>Bits of the longest code.</summary>
    public const int LongestCode = 16;

    private JpegHuffmanCodes(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        Counts = counts;
        Symbols = symbols;
    }

    /// <summary>Number of codes of lengths 1 to 16.</summary>
    public ReadOnlySpan<byte> Counts { get; }

    /// <summary>The symbols, shortest code first.</summary>
    public ReadOnlySpan<byte> Symbols { get; }

    /// <summary>Reads the table that stands at a position which <see cref="JpegHeaderReader"/> has noted and bounded.</summary>
    /// <param name="stream">The codestream.</param>
    /// <param name="position">Position of the code counts; 0 when the table was never defined.</param>
    /// <param name="kind">DC, AC or lossless, for messages.</param>
    /// <param name="index">The table's destination, for messages.</param>
    /// <exception cref="CodecException">The table is not defined, empty, or no prefix code.</exception>
    public static JpegHuffmanCodes Read(ReadOnlySpan<byte> stream, int position, string kind, int index)
    {
        if (position == 0)
        {
            throw JpegThrow.NoTable($"{kind} Huffman", index);
        }

        ReadOnlySpan<byte> counts = stream.Slice(position, LongestCode);
        int symbols = CountSymbols(counts);
        Check(counts, symbols, kind);
        return new JpegHuffmanCodes(counts, stream.Slice(position + LongestCode, symbols));
    }

    /// <summary>The number of symbols that counts promise.</summary>
    public static int CountSymbols(ReadOnlySpan<byte> counts)
    {
        int sum = 0;
        foreach (byte count in counts)
        {
            sum += count;
        }

        return sum;
    }

    private static void Check(ReadOnlySpan<byte> counts, int symbols, string kind)
    {
        if (symbols is 0 or > 256)
        {
            throw JpegThrow.BadTable($"{kind} Huffman", $"{symbols} codes, 1 to 256 expected");
        }

        // Codes of one length follow each other (C.2): the next free code must not need another bit.
        int code = 0;
        for (int length = 1; length <= LongestCode; length++)
        {
            code = (code << 1) + counts[length - 1];
            if (code > 1 << length)
            {
                throw JpegThrow.BadTable($"{kind} Huffman", $"too many codes of {length} bits for a prefix code");
            }
        }
    }
}
