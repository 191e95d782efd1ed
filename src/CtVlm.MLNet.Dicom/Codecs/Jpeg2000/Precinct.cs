namespace CtVlm.MLNet.Dicom;

/// <summary>One precinct of a resolution level: the next layer due, and its share of each of the level's bands.</summary>
/// <remarks><b>Source:</b> ITU-T T.800 B.6 and B.9.</remarks>
internal struct Precinct
{
    /// <summary>Layers read so far, which is the layer that the next packet adds.</summary>
    public int NextLayer;

    /// <summary>Index of the share in the level's first band; those in the others follow.</summary>
    public int FirstShare;

    /// <summary>Number of shares, one a band.</summary>
    public int ShareCount;
}
