namespace CtVlm.MLNet.Dicom;

/// <summary>The code blocks of one band that belong to one precinct, and their tag trees.</summary>
/// <remarks><b>Source:</b> ITU-T T.800 B.7 and B.10.</remarks>
internal struct PrecinctShare
{
    /// <summary>Code blocks across and down; 0 when the precinct has nothing of the band.</summary>
    public int BlocksAcross;

    public int BlocksDown;

    /// <summary>Index of the first block; the others follow row by row.</summary>
    public int FirstBlock;

    /// <summary>Index of the root trees' first nodes: leaves in the order of the blocks, then their parents.</summary>
    public int InclusionTree;

    public int ZeroPlanesTree;

    public readonly int BlockCount => BlocksAcross * BlocksDown;
}
