namespace CtVlm.MLNet.Dicom;

/// <summary>Distances between pixels and slices, millimetres.</summary>
internal sealed record SliceMeasures(double RowSpacing, double ColumnSpacing, double? SliceThickness, double? SpacingBetweenSlices)
{
    /// <summary>Reads a data set or a Pixel Measures item.</summary>
    /// <exception cref="DicomException">Pixel Spacing is absent, or not two numbers of a plausible size.</exception>
    public static SliceMeasures Read(DicomDataset data)
    {
        (double row, double column) = PlaneReader.Spacing(data);
        return new SliceMeasures(row, column, data.TryGetDecimal(DicomTags.SliceThickness), data.TryGetDecimal(DicomTags.SpacingBetweenSlices));
    }
}
