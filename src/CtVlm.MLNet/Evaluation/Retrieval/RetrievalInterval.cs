namespace CtVlm.MLNet;

/// <summary>An interval of a mean over queries, patients resampled; percentile method.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct RetrievalInterval(double Low, double High);
