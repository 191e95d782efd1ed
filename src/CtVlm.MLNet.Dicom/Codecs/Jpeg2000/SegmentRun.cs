namespace CtVlm.MLNet.Dicom;

/// <summary>What one packet brings for one codeword segment of a code block.</summary>
internal struct SegmentRun
{
    /// <summary>Position of the bytes in the tile's packet data.</summary>
    public int Start;

    public int Length;

    /// <summary>Coding passes that the run adds, 1 to 164.</summary>
    public int Passes;

    /// <summary>Whether the run opens a segment; else it goes on with the one before.</summary>
    public bool OpensSegment;

    /// <summary>Index plus one of the block's next run, 0 for none.</summary>
    public int NextPlusOne;
}
