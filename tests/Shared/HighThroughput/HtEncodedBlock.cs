namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>A code block as its two segments.</summary>
/// <param name="Cleanup">The segment of the cleanup pass.</param>
/// <param name="Refinement">The segment of the other passes, empty without them.</param>
internal sealed record HtEncodedBlock(byte[] Cleanup, byte[] Refinement);
