namespace CtVlm.MLNet.Dicom;

/// <summary>A file that belongs to no series of an inventory.</summary>
/// <param name="Path">Path relative to the scanned folder, with '/' between its parts.</param>
/// <param name="Reason">Why it was left out, in a plain sentence without patient identity.</param>
public sealed record SkippedFile(string Path, string Reason)
{
    /// <summary>The failure behind the reason; null when the file is merely of another kind.</summary>
    internal DicomException? Error { get; init; }
}
