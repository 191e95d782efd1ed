namespace CtVlm.MLNet.Dicom;

/// <summary>What one level of the inverse transform reads and writes.</summary>
/// <remarks><b>Source:</b> ITU-T T.800 F.3.2 and F.3.3 (2D_INTERLEAVE).</remarks>
internal ref struct WaveletLevel
{
    /// <summary>The level's samples on its grid; the parity of their ends says which sample of a pair comes first.</summary>
    public GridRectangle Samples;

    /// <summary>The next lower level's samples: LL.</summary>
    public ReadOnlySpan<int> Low;

    public int LowStride;

    /// <summary>The bands HL, LH and HH.</summary>
    public ReadOnlySpan<int> HighAcross;

    public ReadOnlySpan<int> HighDown;

    public ReadOnlySpan<int> HighBoth;

    public int HighStride;

    /// <summary>Receives the level's samples, row by row.</summary>
    public Span<int> Target;

    /// <summary>Working lines.</summary>
    public WaveletLines Lines;

    /// <summary>Whether the first sample of a row is a high-pass one.</summary>
    public readonly bool StartsHighAcross => (Samples.X0 & 1) != 0;

    /// <summary>Whether the first row is a high-pass one.</summary>
    public readonly bool StartsHighDown => (Samples.Y0 & 1) != 0;

    /// <summary>A row of the target.</summary>
    public readonly Span<int> Row(int y) => Target.Slice(y * Samples.Width, Samples.Width);

    /// <summary>A row of the target; one beyond the ends is that which symmetric extension puts there.</summary>
    public readonly Span<int> RowOrMirror(int y) => Row(y < 0 ? -y : y >= Samples.Height ? (2 * (Samples.Height - 1)) - y : y);

    /// <summary>Whether a row of the target comes from low-pass samples down.</summary>
    public readonly bool IsLowRow(int y) => ((Samples.Y0 + y) & 1) == 0;

    /// <summary>The low-pass and the high-pass samples that make a row of the target.</summary>
    public readonly void GetSources(int y, out ReadOnlySpan<int> low, out ReadOnlySpan<int> high)
    {
        int lows = ((Samples.X1 + 1) >> 1) - ((Samples.X0 + 1) >> 1), highs = Samples.Width - lows;
        if (IsLowRow(y))
        {
            int row = ((Samples.Y0 + y) >> 1) - ((Samples.Y0 + 1) >> 1);
            low = Low.Slice(row * LowStride, lows);
            high = highs == 0 ? default : HighAcross.Slice(row * HighStride, highs);
        }
        else
        {
            int row = ((Samples.Y0 + y) >> 1) - (Samples.Y0 >> 1);
            low = lows == 0 ? default : HighDown.Slice(row * HighStride, lows);
            high = highs == 0 ? default : HighBoth.Slice(row * HighStride, highs);
        }
    }
}
