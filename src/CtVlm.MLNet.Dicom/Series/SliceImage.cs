namespace CtVlm.MLNet.Dicom;

/// <summary>One slice as the index pass found it: everything needed to place it and to read its pixels without parsing the file again.</summary>
internal sealed record SliceImage
{
    /// <summary>The file that holds the slice.</summary>
    public required IDicomFile File { get; init; }

    /// <summary>Which frame of the file it is; 0 for a file of one frame.</summary>
    public required int FrameIndex { get; init; }

    public required string SeriesUid { get; init; }

    public string StudyUid { get; init; } = "";

    public string FrameOfReferenceUid { get; init; } = "";

    public required string SopInstanceUid { get; init; }

    public required TransferSyntax Syntax { get; init; }

    public required string ImageType { get; init; }

    public required long? AcquisitionNumber { get; init; }

    public required long? TemporalPosition { get; init; }

    /// <summary>What the header says of acquisition and reconstruction.</summary>
    public required SliceHints Hints { get; init; }

    public required PixelFormat Format { get; init; }

    public required ModalityTransform Transform { get; init; }

    public required PaddingRange? Padding { get; init; }

    /// <summary>Where the frame's bytes lie; for a syntax without decoder, from the first item to the end of the file.</summary>
    public required StoredFrame Stored { get; init; }

    /// <summary>Centre of the first voxel, patient LPS millimetres; null when the file does not say.</summary>
    public required Vector3D? Position { get; init; }

    /// <summary>Unit vector along increasing column.</summary>
    public required Vector3D RowDirection { get; init; }

    /// <summary>Unit vector along increasing row.</summary>
    public required Vector3D ColumnDirection { get; init; }

    /// <summary>Distance between rows, millimetres.</summary>
    public required double RowSpacing { get; init; }

    /// <summary>Distance between columns, millimetres.</summary>
    public required double ColumnSpacing { get; init; }

    public required double? SliceThickness { get; init; }

    public required double? SpacingBetweenSlices { get; init; }

    public required double? SliceLocation { get; init; }

    /// <summary>What was irregular about the file.</summary>
    public required IReadOnlyList<CtWarning> Warnings { get; init; }

    public string Name => File.Name;

    /// <summary>Path relative to the scanned folder, with '/'.</summary>
    public string RelativePath => File.RelativePath;

    public Vector3D Normal => RowDirection.Cross(ColumnDirection).Normalize();
}
