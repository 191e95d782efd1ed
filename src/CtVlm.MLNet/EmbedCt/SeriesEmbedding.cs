namespace CtVlm.MLNet;

/// <summary>The bag of a series, or why there is none.</summary>
internal sealed record SeriesEmbedding(EmbeddingBag? Bag, SeriesFailure? Failure);
