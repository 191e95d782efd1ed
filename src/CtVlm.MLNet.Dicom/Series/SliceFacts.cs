namespace CtVlm.MLNet.Dicom;

/// <summary>What the slices of one file share. Thousands of frames may share a long text or a table, which must not be read and kept once for each.</summary>
/// <param name="data">The data set of the file.</param>
/// <param name="format">How its samples are laid out.</param>
/// <param name="hints">What the file says of the acquisition.</param>
/// <param name="fileWarnings">What was irregular about the file as a whole.</param>
internal sealed class SliceFacts(DicomDataset data, PixelFormat format, SliceHints hints, IReadOnlyList<CtWarning> fileWarnings)
{
    /// <summary>Slices are compared by these texts again and again. A UID has at most 64 characters, Image Type some dozens.</summary>
    private const int MaxKeyLength = 1024;

    public PixelFormat Format => format;

    public SliceHints Hints => hints;

    public string SeriesUid { get; } = Key(data, DicomTags.SeriesInstanceUid);

    public string StudyUid { get; } = Key(data, DicomTags.StudyInstanceUid);

    public string FrameOfReferenceUid { get; } = Key(data, DicomTags.FrameOfReferenceUid);

    public string SopInstanceUid { get; } = Key(data, DicomTags.SopInstanceUid);

    public string ImageType { get; } = Key(data, DicomTags.ImageType);

    public long? AcquisitionNumber { get; } = data.TryGetInteger(DicomTags.AcquisitionNumber);

    public long? TemporalPosition { get; } = data.TryGetInteger(DicomTags.TemporalPositionIdentifier);

    public double? SliceLocation { get; } = data.TryGetDecimal(DicomTags.SliceLocation);

    public PaddingRange? Padding { get; } = PaddingRange.Read(data, format);

    /// <summary>Unit vectors along increasing column and row, by the group that holds them.</summary>
    public GroupMemo<(Vector3D Row, Vector3D Column)> Orientations { get; } = new(PlaneReader.Orientation);

    /// <summary>Spacing and thickness, by the group that holds them.</summary>
    public GroupMemo<SliceMeasures> Measures { get; } = new(SliceMeasures.Read);

    /// <summary>What turns stored values into Hounsfield units, by the group that holds it.</summary>
    public GroupMemo<SliceTransform> Transforms { get; } = new(group => SliceTransform.Read(group, format, fileWarnings));

    private static string Key(DicomDataset data, uint tag)
    {
        string text = data.GetText(tag);
        return text.Length <= MaxKeyLength
            ? text
            : throw DicomThrow.OutOfRange(data.Name, tag, $"at most {MaxKeyLength} characters", $"{text.Length}");
    }
}
