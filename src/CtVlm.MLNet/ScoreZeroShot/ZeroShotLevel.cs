namespace CtVlm.MLNet;

/// <summary>What is scored.</summary>
public enum ZeroShotLevel
{
    /// <summary>The row: one probability a class, from all slices of a bag or from a pooled vector.</summary>
    Volume = 0,

    /// <summary>Each slice of a bag: n rows of one probability a class.</summary>
    Slice = 1,
}
