namespace CtVlm.MLNet.Dicom;

/// <summary>What the header-only pass keeps of a file: the kept elements, the transfer syntax, and where Pixel Data lies.</summary>
internal sealed record DicomHeader
{
    public required string Name { get; init; }

    public required TransferSyntax Syntax { get; init; }

    /// <summary>SOP class from the file meta group; empty when there is none.</summary>
    public required string MediaStorageSopClassUid { get; init; }

    public required DicomDataset Dataset { get; init; }

    /// <summary>Null when the data set has no Pixel Data.</summary>
    public required PixelDataElement? Pixels { get; init; }

    /// <summary>Where the deflated data set starts in the file; null when it is not deflated.</summary>
    public required long? DeflatedFrom { get; init; }

    /// <summary>Length of the inflated data set, bytes; 0 when it is not deflated.</summary>
    public int InflatedLength { get; init; }

    /// <summary>Length of the file, bytes.</summary>
    public required long FileLength { get; init; }

    /// <summary>A departure from the standard that was understood; null when there is none.</summary>
    public required string? Irregularity { get; init; }
}
