namespace CtVlm.MLNet.Cli;

/// <summary>What was learnt of a series when it was opened, kept until its embedding arrives.</summary>
/// <param name="SeriesInstanceUid">Its UID; empty when it could not be opened.</param>
/// <param name="SliceCount">Its slices.</param>
/// <param name="SliceSpacingMm">The distance between them, millimetres.</param>
/// <param name="Failure">Why it could not be opened; empty when it was.</param>
internal sealed record SeriesFacts(string SeriesInstanceUid, int SliceCount, double SliceSpacingMm, string Failure);
