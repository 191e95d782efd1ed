namespace CtVlm.MLNet.Dicom;

/// <summary>How far a scan is.</summary>
/// <param name="FilesDone">Files looked at so far.</param>
/// <param name="FilesTotal">Files found.</param>
public readonly record struct CtScanProgress(int FilesDone, int FilesTotal);
