namespace CtVlm.MLNet.Dicom;

/// <summary>The shortest prefix code for given counts whose codes have at most 16 bits, none of them all ones.</summary>
/// <remarks><b>Source:</b> ITU-T T.81 K.2 (lengths from counts, limit of 16 bits: figure K.3), C.2 (codes from lengths).</remarks>
internal sealed class JpegLosslessCode
{
    private JpegLosslessCode(byte[] counts, byte[] symbols, byte[] lengths, ushort[] codes)
    {
        Counts = counts;
        Symbols = symbols;
        Lengths = lengths;
        Codes = codes;
    }

    /// <summary>Number of codes of lengths 1 to 16.</summary>
    public byte[] Counts { get; }

    /// <summary>The symbols that have a code, in order of code.</summary>
    public byte[] Symbols { get; }

    /// <summary>By symbol: bits of its code; 0 for a symbol that does not occur.</summary>
    public byte[] Lengths { get; }

    /// <summary>By symbol: its code.</summary>
    public ushort[] Codes { get; }

    /// <summary>Makes the code.</summary>
    /// <param name="counts">How often each symbol occurs; at least one does.</param>
    public static JpegLosslessCode Make(ReadOnlySpan<int> counts)
    {
        int[] depths = Depths(counts);
        byte[] byLength = LimitedCounts(depths);
        byte[] symbols = [.. Enumerable.Range(0, counts.Length).Where(symbol => depths[symbol] > 0).OrderBy(symbol => depths[symbol]).Select(symbol => (byte)symbol)];
        byte[] lengths = new byte[counts.Length];
        ushort[] codes = new ushort[counts.Length];
        int code = 0, index = 0;
        for (int length = 1; length <= JpegHuffmanCodes.LongestCode; length++, code <<= 1)
        {
            for (int i = 0; i < byLength[length - 1]; i++, index++)
            {
                lengths[symbols[index]] = (byte)length;
                codes[symbols[index]] = (ushort)code++;
            }
        }

        return new JpegLosslessCode(byLength, symbols, lengths, codes);
    }

    /// <summary>
    /// Depths in the Huffman tree; the last is that of a symbol which never occurs. It is the lightest, so it lies deepest, and takes the code of all ones away.
    /// </summary>
    private static int[] Depths(ReadOnlySpan<int> counts)
    {
        int[] depths = new int[counts.Length + 1];
        List<(long Weight, List<int> Symbols)> trees = [(0, [counts.Length])];
        for (int symbol = 0; symbol < counts.Length; symbol++)
        {
            if (counts[symbol] > 0)
            {
                trees.Add((counts[symbol], [symbol]));
            }
        }

        while (trees.Count > 1)
        {
            trees.Sort((a, b) => b.Weight.CompareTo(a.Weight));
            (long weight, List<int> symbols) = trees[^1];
            symbols.AddRange(trees[^2].Symbols);
            weight += trees[^2].Weight;
            trees.RemoveRange(trees.Count - 2, 2);
            trees.Add((weight, symbols));
            symbols.ForEach(symbol => depths[symbol]++);
        }

        return depths;
    }

    /// <summary>
    /// Number of codes by length. Where one is too long, its sibling takes the place of their parent, and it becomes the sibling of a shorter code, which moves one down.
    /// </summary>
    private static byte[] LimitedCounts(int[] depths)
    {
        int[] counts = new int[depths.Max() + JpegHuffmanCodes.LongestCode + 1];
        foreach (int depth in depths.Where(depth => depth > 0))
        {
            counts[depth]++;
        }

        for (int length = counts.Length - 1; length > JpegHuffmanCodes.LongestCode; length--)
        {
            while (counts[length] > 0)
            {
                int shorter = Array.FindLastIndex(counts, length - 2, count => count > 0);
                counts[length] -= 2;
                counts[length - 1]++;
                counts[shorter + 1] += 2;
                counts[shorter]--;
            }
        }

        // The symbol that never occurs has the last of the longest codes.
        int longest = Array.FindLastIndex(counts, JpegHuffmanCodes.LongestCode, count => count > 0);
        counts[longest]--;
        return [.. counts.Skip(1).Take(JpegHuffmanCodes.LongestCode).Select(count => (byte)count)];
    }
}
