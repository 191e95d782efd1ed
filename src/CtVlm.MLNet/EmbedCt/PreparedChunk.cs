namespace CtVlm.MLNet;

/// <summary>Some decoded slices of a series, or its volume: HU in a rented buffer. Nothing when the series needs no encoder.</summary>
internal sealed record PreparedChunk(SeriesJob Job, InputPart? Part = null, float[]? Hu = null);
