namespace CtVlm.MLNet.Dicom;

/// <summary>A file to look at, and its path relative to the scanned folder, with '/'.</summary>
internal readonly record struct FileCandidate(string FullPath, string RelativePath);
