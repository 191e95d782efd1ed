namespace CtVlm.MLNet;

/// <summary>The vectors that a trainer is given in one fold, fitted on its training rows.</summary>
/// <param name="Width">Width of the vectors.</param>
/// <param name="Vectors">By row; null for rows outside of the division.</param>
/// <param name="Texts">The reports in the same space, by row; null where retrieval is not measured, an entry null where the row has no report.</param>
internal sealed record FoldFeatures(int Width, float[]?[] Vectors, float[]?[]? Texts)
{
    /// <summary>What they take in memory.</summary>
    public long Bytes { get; } = sizeof(float) * (Vectors.Sum(v => v?.LongLength ?? 0) + (Texts?.Sum(t => t?.LongLength ?? 0) ?? 0));
}
