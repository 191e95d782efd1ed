namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>How the test encoder writes an image.</summary>
/// <param name="Precision">Bits a sample.</param>
/// <param name="Near">NEAR.</param>
internal sealed record T87Settings(int Precision, int Near = 0)
{
    /// <summary>MAXVAL, T1, T2, T3, RESET of an LSE segment; null for no segment.</summary>
    public int[]? Presets { get; init; }

    /// <summary>Lines a restart interval; 0 for none.</summary>
    public int RestartLines { get; init; }

    /// <summary>Bytes of the DRI segment's number: 2, 3 or 4.</summary>
    public int RestartBytes { get; init; } = 2;

    public int MaxValue => Presets is { } presets && presets[0] > 0 ? presets[0] : (1 << Precision) - 1;

    public int Reset => Presets is { } presets && presets[4] > 0 ? presets[4] : 64;

    public int Range => ((MaxValue + (2 * Near)) / ((2 * Near) + 1)) + 1;

    public int EscapeBits => BitsFor(Range);

    public int Limit => 2 * (Math.Max(2, BitsFor(MaxValue + 1)) + Math.Max(8, BitsFor(MaxValue + 1)));

    /// <summary>T1, T2, T3 of C.2.4.1.1, each default clamped as written there.</summary>
    public int[] Thresholds
    {
        get
        {
            int[] basic = [3, 7, 21];
            int[] thresholds = new int[3];
            for (int i = 0; i < 3; i++)
            {
                int value = MaxValue >= 128
                    ? ((Math.Min(MaxValue, 4095) + 128) / 256 * (basic[i] - (i + 2))) + i + 2 + ((3 + (2 * i)) * Near)
                    : Math.Max(i + 2, (basic[i] / (256 / (MaxValue + 1))) + ((3 + (2 * i)) * Near));
                int least = i == 0 ? Near + 1 : thresholds[i - 1];
                thresholds[i] = value > MaxValue || value < least ? least : value;
            }

            return Presets == null ? thresholds : [.. thresholds.Select((value, i) => Presets[i + 1] > 0 ? Presets[i + 1] : value)];
        }
    }

    private static int BitsFor(int values)
    {
        int bits = 0;
        while (1L << bits < values)
        {
            bits++;
        }

        return bits;
    }
}
