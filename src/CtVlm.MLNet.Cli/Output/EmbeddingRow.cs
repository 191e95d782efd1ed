namespace CtVlm.MLNet.Cli;

/// <summary>One row of the output.</summary>
/// <param name="Study">The series.</param>
/// <param name="SeriesInstanceUid">Its UID.</param>
/// <param name="SliceCount">Slices of the series, whether shown to the encoder or not.</param>
/// <param name="SliceIndex">Index of the slice in the volume; null for a row a series.</param>
/// <param name="Embedding">The vector, d values.</param>
/// <param name="TokenIndex">Index of the token in its slice; null where a row is not one of a token.</param>
internal sealed record EmbeddingRow(Study Study, string SeriesInstanceUid, int SliceCount, int? SliceIndex, ReadOnlyMemory<float> Embedding, int? TokenIndex = null);
