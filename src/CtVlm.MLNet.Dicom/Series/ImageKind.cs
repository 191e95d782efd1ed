namespace CtVlm.MLNet.Dicom;

/// <summary>Tells CT slices from everything else that lies in a study's folder.</summary>
/// <remarks><b>Source:</b> DICOM PS3.4 B.5 (SOP classes), PS3.3 C.7.6.1.1.2 (Image Type).</remarks>
internal static class ImageKind
{
    private const string SecondaryCapture = "1.2.840.10008.5.1.4.1.1.7";

    /// <summary>SOP class of a DICOMDIR.</summary>
    public const string Directory = "1.2.840.10008.1.3.10";

    /// <summary>Why the file is no CT slice; null when it is one.</summary>
    public static string? WhyNotCt(DicomHeader header)
    {
        DicomDataset data = header.Dataset;
        if (header.MediaStorageSopClassUid == Directory)
        {
            return "DICOMDIR index, not an image";
        }

        string sopClass = data.GetText(DicomTags.SopClassUid);
        if (sopClass == SecondaryCapture || sopClass.StartsWith(SecondaryCapture + ".", StringComparison.Ordinal))
        {
            return "secondary capture, not CT";
        }

        if (header.Pixels == null)
        {
            return FrameDecoders.Has(header.Syntax.Uid)
                ? "no Pixel Data (7FE0,0010), so not an image"
                : throw DicomUnsupportedSyntaxException.Of(header.Name, header.Syntax, FrameDecoders.SupportedUids.Select(TransferSyntaxes.Describe));
        }

        string modality = data.GetText(DicomTags.Modality);
        if (modality is not ("" or "CT"))
        {
            return $"modality {DicomThrow.Printable(modality)}, not CT";
        }

        bool isLocalizer = data.GetText(DicomTags.ImageType).Split('\\').Any(value => value.Trim() is "LOCALIZER" or "SCOUT" or "TOPOGRAM");
        return isLocalizer ? "localizer, not a slice" : null;
    }
}
