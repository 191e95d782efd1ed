namespace CtVlm.MLNet;

/// <summary>What pooling makes of an empty bag.</summary>
public enum MissingBagPolicy
{
    /// <summary>A vector of NaN.</summary>
    MissingValue = 0,

    /// <summary>An exception.</summary>
    Throw = 1,
}
