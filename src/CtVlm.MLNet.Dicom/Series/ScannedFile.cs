namespace CtVlm.MLNet.Dicom;

/// <summary>What came of looking at one file: its slices, or the reason why it has none.</summary>
internal sealed record ScannedFile(IDicomFile File)
{
    public string Name => File.Name;

    public string RelativePath => File.RelativePath;

    public IReadOnlyList<SliceImage> Images { get; init; } = [];

    public string? SkipReason { get; init; }

    /// <summary>The failure behind the reason; null when the file is merely of another kind.</summary>
    public DicomException? Error { get; init; }

    /// <summary>The series that a damaged file belongs to, where its header still says so.</summary>
    public string SeriesUid { get; init; } = "";

    public SkippedFile ToSkipped() => new(RelativePath, SkipReason ?? "") { Error = Error };
}
