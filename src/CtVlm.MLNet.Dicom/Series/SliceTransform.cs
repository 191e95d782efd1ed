namespace CtVlm.MLNet.Dicom;

/// <summary>What turns stored values into Hounsfield units, and every warning of a slice that it holds for, those of the file first.</summary>
internal sealed record SliceTransform(ModalityTransform Transform, IReadOnlyList<CtWarning> Warnings)
{
    /// <summary>Reads a data set or a Pixel Value Transformation item.</summary>
    /// <exception cref="DicomFormatException">The rescale or the table cannot give Hounsfield units.</exception>
    public static SliceTransform Read(DicomDataset data, PixelFormat format, IReadOnlyList<CtWarning> fileWarnings)
    {
        ModalityTransform transform = ModalityTransformReader.Read(data, format.IsSigned);
        return new SliceTransform(transform, [.. fileWarnings, .. ModalityTransformReader.Warnings(data, transform)]);
    }
}
