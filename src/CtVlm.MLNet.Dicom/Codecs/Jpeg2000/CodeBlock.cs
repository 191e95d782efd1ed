namespace CtVlm.MLNet.Dicom;

/// <summary>One code block: where its coefficients go, and what packets have brought for it.</summary>
/// <remarks><b>Source:</b> ITU-T T.800 B.7 and B.10.</remarks>
internal struct CodeBlock
{
    /// <summary>Where the first coefficient lies in the tile's plane.</summary>
    public int PlaneOffset;

    /// <summary>Coefficients across and down, 1 to 1024 each, at most 4096 in all.</summary>
    public short Width;

    public short Height;

    /// <summary>Index of the band.</summary>
    public byte Band;

    /// <summary>Whether a packet has included the block.</summary>
    public bool IsIncluded;

    /// <summary>Bits of a segment length, before those that the number of passes adds (B.10.7).</summary>
    public byte LengthBits;

    /// <summary>Most significant bit planes that are all zero.</summary>
    public byte ZeroBitPlanes;

    /// <summary>Coding passes so far.</summary>
    public int Passes;

    /// <summary>Coding passes so far in the segment that is open; 0 for none open.</summary>
    public int SegmentPasses;

    /// <summary>Index of the first and the last run of bytes; one less than nothing (0) means none, so indexes are kept plus one.</summary>
    public int FirstRunPlusOne;

    public int LastRunPlusOne;
}
