namespace CtVlm.MLNet.Dicom;

/// <summary>
/// The flag words of the bit-plane decoder and the contexts that follow from them. One word stands for a column of four samples
/// (a stripe's share of a column) and its neighbours.
/// </summary>
/// <remarks>
/// Bits 0-17: six rows of three, from the row above the column to the row below it, left to right: which samples are significant. So the
/// neighbourhood of sample k is the nine bits from 3k on, and its own bit is 4 + 3k, from which its other flags have fixed distances:
/// 15 up its sign, 16 up whether it was refined, 17 up whether the current plane has coded it. Bit 18 is the sign of the sample above the
/// column, bit 31 that of the sample below it.
/// <b>Source:</b> ITU-T T.800 D.3, tables D.1-D.4.
/// </remarks>
internal static class BlockContexts
{
    /// <summary>The own bits of the four samples.</summary>
    public const uint Centres = 0x2490;

    /// <summary>The own bits of all six rows.</summary>
    public const uint AllCentres = 0x12492;

    public const int FirstCentre = 4;
    public const int SignDistance = 15;
    public const int RefinedDistance = 16;
    public const int CodedDistance = 17;

    /// <summary>The first of the sign contexts, after nine of significance.</summary>
    public const int FirstSign = 9;

    /// <summary>The first of the three refinement contexts.</summary>
    public const int FirstRefinement = 14;

    public const int RunLength = 17;
    public const int Uniform = 18;
    public const int Count = 19;

    /// <summary>A neighbourhood of nine bits has this many values.</summary>
    public const int NeighbourhoodCount = 512;

    private static readonly byte[] SignificanceTables = MakeSignificanceTables();
    private static readonly byte[] SignTable = MakeSignTable();

    /// <summary>Significance contexts of a band by neighbourhood, 512 entries.</summary>
    public static ReadOnlySpan<byte> Significance(bool isHighAcross, bool isHighDown)
    {
        int table = isHighAcross && isHighDown ? 2 : isHighAcross ? 1 : 0;
        return SignificanceTables.AsSpan(table * NeighbourhoodCount, NeighbourhoodCount);
    }

    /// <summary>
    /// Sign contexts, 256 entries: bits 1, 3, 5, 7 of the index say whether the sample above, left, right, below is significant, the bit
    /// below each whether it is negative. Bit 7 of an entry says that the decoded bit is to be inverted.
    /// </summary>
    public static ReadOnlySpan<byte> Sign => SignTable;

    /// <summary>Starts all contexts afresh (table D.7).</summary>
    public static void Reset(Span<uint> contexts)
    {
        contexts.Fill(MqStates.Initial);
        contexts[0] = MqStates.InitialZeroNeighbours;
        contexts[RunLength] = MqStates.InitialRunLength;
        contexts[Uniform] = MqStates.InitialUniform;
    }

    private static byte[] MakeSignificanceTables()
    {
        byte[] tables = new byte[3 * NeighbourhoodCount];
        for (int n = 0; n < NeighbourhoodCount; n++)
        {
            int across = Bit(n, 3) + Bit(n, 5), down = Bit(n, 1) + Bit(n, 7);
            int diagonal = Bit(n, 0) + Bit(n, 2) + Bit(n, 6) + Bit(n, 8);
            tables[n] = Straight(across, down, diagonal);
            tables[NeighbourhoodCount + n] = Straight(down, across, diagonal);
            tables[(2 * NeighbourhoodCount) + n] = Diagonal(across + down, diagonal);
        }

        return tables;
    }

    /// <summary>Table D.1, LL and LH; HL with the first two exchanged.</summary>
    private static byte Straight(int along, int other, int diagonal) => (along, other, diagonal) switch
    {
        (2, _, _) => 8,
        (1, >= 1, _) => 7,
        (1, 0, >= 1) => 6,
        (1, 0, 0) => 5,
        (0, 2, _) => 4,
        (0, 1, _) => 3,
        (0, 0, >= 2) => 2,
        (0, 0, 1) => 1,
        _ => 0,
    };

    /// <summary>Table D.1, HH.</summary>
    private static byte Diagonal(int straight, int diagonal) => (straight, diagonal) switch
    {
        (_, >= 3) => 8,
        (0, 2) => 6,
        (_, 2) => 7,
        (0, 1) => 3,
        (1, 1) => 4,
        (_, 1) => 5,
        (0, 0) => 0,
        (1, 0) => 1,
        _ => 2,
    };

    /// <summary>Tables D.2 and D.3.</summary>
    private static byte[] MakeSignTable()
    {
        byte[] table = new byte[256];
        for (int n = 0; n < table.Length; n++)
        {
            int down = Math.Clamp(Contribution(n, 0) + Contribution(n, 6), -1, 1);
            int across = Math.Clamp(Contribution(n, 2) + Contribution(n, 4), -1, 1);
            bool isInverted = across < 0 || (across == 0 && down < 0);
            int context = across == 0 ? Math.Abs(down) : 3 + (across * down);
            table[n] = (byte)(FirstSign + context + (isInverted ? 0x80 : 0));
        }

        return table;
    }

    private static int Contribution(int index, int bit) => Bit(index, bit + 1) * (1 - (2 * Bit(index, bit)));

    private static int Bit(int number, int bit) => (number >> bit) & 1;
}
