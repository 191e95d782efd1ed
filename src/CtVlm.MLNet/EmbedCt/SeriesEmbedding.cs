namespace CtVlm.MLNet;

/// <summary>The bag of a series, or why there is none.</summary>
/// <param name="Bag">The bag; null where the series failed.</param>
/// <param name="Failure">Why there is no bag.</param>
/// <param name="PositionsMm">Place of each row along the normal of its slice in mm; empty where the series failed.</param>
internal sealed record SeriesEmbedding(EmbeddingBag? Bag, SeriesFailure? Failure, float[] PositionsMm);
