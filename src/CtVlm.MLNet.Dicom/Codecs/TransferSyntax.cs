namespace CtVlm.MLNet.Dicom;

/// <summary>One transfer syntax: how the data set is written, and whether Pixel Data is encapsulated.</summary>
/// <param name="Uid">The UID; empty when the file does not say.</param>
/// <param name="Name">The name in the standard, or <c>unknown</c>.</param>
/// <param name="Encoding">How elements are written.</param>
/// <param name="IsEncapsulated">Whether frames are compressed and kept in fragments.</param>
/// <param name="IsDeflated">Whether the data set is deflated as a whole.</param>
/// <param name="IsKnown">Whether the UID is in the standard.</param>
internal sealed record TransferSyntax(string Uid, string Name, DicomEncoding Encoding, bool IsEncapsulated, bool IsDeflated, bool IsKnown);
