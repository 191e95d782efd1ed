namespace CtVlm.MLNet.Dicom;

/// <summary>What a source holds: files to look at, and what was left out before any was opened.</summary>
/// <param name="Files">Files, by relative path in ordinal order.</param>
/// <param name="Skipped">What was left out.</param>
internal sealed record SourceFiles(IReadOnlyList<IDicomFile> Files, IReadOnlyList<SkippedFile> Skipped);
