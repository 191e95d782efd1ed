namespace CtVlm.MLNet.Torch;

/// <summary>Which slices of a bag are neighbours in space.</summary>
public enum SliceChain
{
    /// <summary>Those within some places in the order of their positions in mm.</summary>
    Rank = 0,

    /// <summary>Those within some places in the order of the bag's rows.</summary>
    Index = 1,

    /// <summary>Those within some millimetres.</summary>
    Millimetres = 2,
}
