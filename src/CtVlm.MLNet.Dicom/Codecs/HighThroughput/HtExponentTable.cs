namespace CtVlm.MLNet.Dicom;

/// <summary>The U-VLC prefixes of a pair of quads as one table for reading: case * 64 + the next six bits gives one 16-bit entry.</summary>
/// <remarks>
/// Case 0 to 3 is u_off of the first quad + 2 * u_off of the second, where both share their prefixes freely; <see cref="BothInFirstRow"/> and
/// <see cref="BothLargeInFirstRow"/> replace case 3 in the first row of quads, where one MEL event tells them apart. Entry, from bit 0: bits of both prefixes (3),
/// bits of both suffixes (4), bits of the first suffix (3), u_q of the first quad without suffix (3), u_q of the second (3).
/// A suffix of 28 or more would be followed by an extension of four bits; it belongs to exponents above 32, which the decoder refuses before it could matter.
/// <b>Source:</b> ITU-T T.814 7.3.6, table 3, and annex F.3, F.4.
/// </remarks>
internal static class HtExponentTable
{
    /// <summary>Bits that a look-up takes.</summary>
    public const int IndexBits = 6;

    /// <summary>Both quads of a pair of the first row have u_off = 1 and the MEL event is 0.</summary>
    public const int BothInFirstRow = 4;

    /// <summary>The same where the MEL event is 1: both u_q are 3 or more and coded less 2.</summary>
    public const int BothLargeInFirstRow = 5;

    private const int Cases = 6;

    /// <summary>All cases, one after the other.</summary>
    public static ushort[] Entries { get; } = Build();

    private static ushort[] Build()
    {
        ushort[] table = new ushort[Cases << IndexBits];
        for (int i = 0; i < table.Length; i++)
        {
            table[i] = Entry(i >> IndexBits, i & ((1 << IndexBits) - 1));
        }

        return table;
    }

    private static ushort Entry(int which, int bits)
    {
        Prefix none = default;
        Prefix first = which == 0 || which == 2 ? none : Read(bits);
        Prefix second = which < 2 ? none : Read(bits >> first.Bits);
        if (which == BothInFirstRow && first.Value > 2)
        {
            // The event 0 says that not both exceed 2; the first does, so one bit is enough for the second.
            second = new Prefix(Bits: 1, SuffixBits: 0, Value: 1 + ((bits >> first.Bits) & 1));
        }

        int more = which == BothLargeInFirstRow ? 2 : 0;
        return (ushort)((first.Bits + second.Bits) | ((first.SuffixBits + second.SuffixBits) << 3) | (first.SuffixBits << 7)
            | ((first.Value + more) << 10) | ((second.Value + more) << 13));
    }

    private static Prefix Read(int bits) => (bits & 7) switch
    {
        0 => new Prefix(Bits: 3, SuffixBits: 5, Value: 5),
        4 => new Prefix(Bits: 3, SuffixBits: 1, Value: 3),
        2 or 6 => new Prefix(Bits: 2, SuffixBits: 0, Value: 2),
        _ => new Prefix(Bits: 1, SuffixBits: 0, Value: 1),
    };

    private readonly record struct Prefix(int Bits, int SuffixBits, int Value);
}
