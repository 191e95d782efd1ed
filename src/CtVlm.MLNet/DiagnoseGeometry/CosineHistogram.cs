namespace CtVlm.MLNet;

/// <summary>How many pairs of rows have which cosine: bins of equal width over [-1, 1].</summary>
/// <param name="All">Pairs of each bin, from -1 up; a pair on a bin's upper edge belongs to the next, cosine 1 to the last.</param>
/// <param name="SameClass">The pairs within one class; empty without classes.</param>
/// <param name="OtherClass">The pairs of two classes; empty without classes.</param>
public sealed record CosineHistogram(IReadOnlyList<long> All, IReadOnlyList<long> SameClass, IReadOnlyList<long> OtherClass)
{
    /// <summary>Width of a bin.</summary>
    public double BinWidth => All.Count == 0 ? 0 : 2.0 / All.Count;

    /// <summary>The cosine at which a bin begins.</summary>
    /// <param name="bin">Index of the bin.</param>
    /// <returns>A value in [-1, 1].</returns>
    public double GetStart(int bin) => -1 + (bin * BinWidth);
}
