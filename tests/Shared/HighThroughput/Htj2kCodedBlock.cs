namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>A code block and what its packet header says of it.</summary>
/// <param name="Block">The segments.</param>
/// <param name="ZeroBitPlanes">Missing bit planes above the cleanup pass' own.</param>
internal sealed record Htj2kCodedBlock(HtEncodedBlock Block, int ZeroBitPlanes);
