namespace CtVlm.MLNet;

/// <summary>Some decoded slices of a series, (N, rows, columns) HU in a rented buffer; none when the series needs no encoder.</summary>
internal sealed record PreparedChunk(SeriesJob Job, float[]? Hu, int Slices, int Rows, int Columns);
