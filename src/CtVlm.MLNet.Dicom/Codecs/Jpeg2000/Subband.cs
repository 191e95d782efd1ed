namespace CtVlm.MLNet.Dicom;

/// <summary>One wavelet band of a tile.</summary>
/// <remarks><b>Source:</b> ITU-T T.800 B.5, E.1 and table E.1.</remarks>
internal struct Subband
{
    /// <summary>The band's coefficients on its own grid.</summary>
    public GridRectangle Samples;

    /// <summary>Whether the band is high-pass across, and down: HL, LH or HH.</summary>
    public bool IsHighAcross;

    public bool IsHighDown;

    /// <summary>Where the band's first coefficient lies in the tile's plane.</summary>
    public int PlaneOffset;

    /// <summary>Magnitude bit planes Mb (equation E-2), without those of a region of interest.</summary>
    public int MagnitudeBits;

    /// <summary>Half of the quantisation step (equation E-3); block decoders deliver half steps.</summary>
    public float HalfStep;
}
