namespace CtVlm.MLNet.Dicom;

/// <summary>Where one tile-part lies in the codestream.</summary>
internal struct TilePart
{
    /// <summary>Position of the first marker after SOT.</summary>
    public int HeaderStart;

    /// <summary>Position of SOD.</summary>
    public int HeaderEnd;

    /// <summary>Position after the last byte of packet data; the first is two after <see cref="HeaderEnd"/>.</summary>
    public int DataEnd;

    /// <summary>Index of the same tile's next part, -1 for none.</summary>
    public int Next;

    /// <summary>The part's packet headers within the main header's packed ones.</summary>
    public int PackedStart;

    public int PackedLength;

    public readonly int DataStart => HeaderEnd + 2;
}
