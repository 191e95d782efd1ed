namespace CtVlm.MLNet.Dicom;

/// <summary>What the headers say of a series. Holds no patient identity and no free text.</summary>
public sealed record CtSeriesDescription
{
    /// <summary>The description of which nothing is known.</summary>
    public static CtSeriesDescription Empty { get; } = new();

    /// <summary>Series Instance UID (0020,000E); empty when unknown.</summary>
    public string SeriesInstanceUid { get; init; } = "";

    /// <summary>Study Instance UID (0020,000D) of the first slice; empty when unknown.</summary>
    public string StudyInstanceUid { get; init; } = "";

    /// <summary>Frame of Reference UID (0020,0052) of the first slice, the same for series that were acquired without moving the patient; empty when unknown.</summary>
    public string FrameOfReferenceUid { get; init; } = "";

    /// <summary>Modality (0008,0060), such as CT.</summary>
    public string Modality { get; init; } = "CT";

    /// <summary>Transfer Syntax UID (0002,0010) of the first slice.</summary>
    public string TransferSyntaxUid { get; init; } = "";

    /// <summary>The irregularities found while the headers were read.</summary>
    public IReadOnlyList<CtWarning> Warnings { get; init; } = [];

    /// <summary>How the slices were acquired and reconstructed: numbers and closed lists.</summary>
    public CtAcquisition Acquisition { get; init; } = CtAcquisition.Unknown;
}
