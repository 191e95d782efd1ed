namespace CtVlm.MLNet;

/// <summary>An interval, how it was made in the end, and what is to be said about it.</summary>
/// <param name="Bounds">Its ends.</param>
/// <param name="Method">The method that gave them.</param>
/// <param name="Note">What is to be said; null for nothing.</param>
internal readonly record struct MadeInterval(ConfidenceBounds Bounds, IntervalMethod Method, string? Note);
