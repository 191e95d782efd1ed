namespace CtVlm.MLNet;

/// <summary>How the edges of reliability bins are placed.</summary>
public enum ReliabilityBinning
{
    /// <summary>Edges at equal distances on [0, 1]: the usual diagram, with few rows in some bins.</summary>
    EqualWidth = 0,

    /// <summary>Edges at the quantiles of the scores: about the same number of rows in each bin, as far as ties allow.</summary>
    EqualMass = 1,
}
