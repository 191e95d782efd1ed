namespace CtVlm.MLNet;

/// <summary>How far an embedding run has come.</summary>
/// <param name="SeriesDone">Series finished, failed ones included.</param>
/// <param name="SlicesEncoded">Slices that went through the encoder, or volumes where it takes those whole.</param>
/// <param name="CacheHits">Series that came from the cache.</param>
/// <param name="Failures">Series that could not be used.</param>
/// <param name="Elapsed">Time since the pass began.</param>
public readonly record struct EmbedProgress(int SeriesDone, long SlicesEncoded, int CacheHits, int Failures, TimeSpan Elapsed);
