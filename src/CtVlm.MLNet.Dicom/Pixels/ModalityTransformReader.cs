namespace CtVlm.MLNet.Dicom;

/// <summary>Reads Rescale Slope and Intercept, or the Modality LUT, and refuses what cannot give Hounsfield units.</summary>
internal static class ModalityTransformReader
{
    /// <summary>CT slopes lie near 1; beyond these bounds the number is damage, and the result would be all zero or beyond float.</summary>
    private const double LeastSlope = 1e-6;
    private const double GreatestMagnitude = 1e9;

    /// <summary>The transform of a data set or of a functional group item.</summary>
    /// <exception cref="DicomFormatException">A number is not finite, zero, or absurdly large or small.</exception>
    public static ModalityTransform Read(DicomDataset data, bool isSigned)
    {
        if (ModalityLut.Read(data, isSigned) is { } lut)
        {
            return new ModalityTransform(1, 0, lut);
        }

        double slope = data.GetDecimal(DicomTags.RescaleSlope) ?? 1;
        double intercept = data.GetDecimal(DicomTags.RescaleIntercept) ?? 0;
        if (Math.Abs(slope) is < LeastSlope or > GreatestMagnitude)
        {
            throw PixelThrow.BadRescale(data.Name, DicomTags.RescaleSlope, slope);
        }

        return Math.Abs(intercept) > GreatestMagnitude
            ? throw PixelThrow.BadRescale(data.Name, DicomTags.RescaleIntercept, intercept)
            : new ModalityTransform(slope, intercept, Lut: null);
    }

    /// <summary>The warnings that the elements call for.</summary>
    public static IEnumerable<CtWarning> Warnings(DicomDataset data, ModalityTransform transform)
    {
        bool hasSlope = data.HasValue(DicomTags.RescaleSlope);
        bool hasIntercept = data.HasValue(DicomTags.RescaleIntercept);
        if (transform.Lut == null && !(hasSlope && hasIntercept))
        {
            string absent = hasSlope ? "Rescale Intercept is" : hasIntercept ? "Rescale Slope is" : "Rescale Slope and Intercept are";
            yield return new CtWarning(CtWarningKind.MissingRescale, $"{absent} absent, so 1 and 0 stand in; the values may not be Hounsfield units.");
        }

        string type = data.GetText(DicomTags.RescaleType);
        if (type is not ("" or "HU"))
        {
            yield return new CtWarning(CtWarningKind.RescaleTypeNotHu, $"Rescale Type is {DicomThrow.Printable(type)}, not HU; the values may not be Hounsfield units.");
        }

        if (transform.Lut != null)
        {
            yield return new CtWarning(CtWarningKind.NonConformant, "A Modality LUT was applied in place of Rescale Slope and Intercept.");
        }
    }
}
