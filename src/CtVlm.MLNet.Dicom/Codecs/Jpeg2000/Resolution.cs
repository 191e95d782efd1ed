namespace CtVlm.MLNet.Dicom;

/// <summary>One resolution level of a tile: its samples and how they are cut into precincts.</summary>
/// <remarks><b>Source:</b> ITU-T T.800 B.5 and B.6.</remarks>
internal struct Resolution
{
    /// <summary>The level's samples on its own grid.</summary>
    public GridRectangle Samples;

    /// <summary>Base-2 logarithms of the precinct size on that grid.</summary>
    public int PrecinctWidthLog2;

    public int PrecinctHeightLog2;

    /// <summary>Precincts across and down; 0 for an empty level.</summary>
    public int PrecinctsAcross;

    public int PrecinctsDown;

    /// <summary>Index of the level's first precinct.</summary>
    public int FirstPrecinct;

    /// <summary>Index of the level's first band.</summary>
    public int FirstBand;

    /// <summary>1 at the lowest level, else 3.</summary>
    public int BandCount;

    public readonly int PrecinctCount => PrecinctsAcross * PrecinctsDown;
}
