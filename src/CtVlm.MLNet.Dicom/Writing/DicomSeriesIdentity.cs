namespace CtVlm.MLNet.Dicom;

/// <summary>Whose series it is and what it is called, for a series that is written. Meant for synthetic and pseudonymous data.</summary>
public sealed record DicomSeriesIdentity
{
    /// <summary>Patient's Name (0010,0010), at most 64 ASCII characters.</summary>
    public required string PatientName { get; init; }

    /// <summary>Patient ID (0010,0020), at most 64 ASCII characters.</summary>
    public required string PatientId { get; init; }

    /// <summary>Study Instance UID (0020,000D).</summary>
    public required string StudyInstanceUid { get; init; }

    /// <summary>Series Instance UID (0020,000E); the SOP Instance UIDs are derived from it.</summary>
    public required string SeriesInstanceUid { get; init; }

    /// <summary>Frame of Reference UID (0020,0052).</summary>
    public required string FrameOfReferenceUid { get; init; }

    /// <summary>Series Number (0020,0011), 0 or more.</summary>
    /// <value>1.</value>
    public int SeriesNumber { get; init; } = 1;

    /// <summary>Series Description (0008,103E), at most 64 ASCII characters.</summary>
    /// <value>Empty.</value>
    public string SeriesDescription { get; init; } = "";

    /// <summary>Whether Synthetic Data (0008,001C) says that no patient was scanned.</summary>
    /// <value>True.</value>
    public bool IsSynthetic { get; init; } = true;
}
