namespace CtVlm.MLNet.Dicom;

/// <summary>The wording of failures that concern the geometry of slices and series.</summary>
internal static class GeometryThrow
{
    public static DicomGeometryException Implausible(string file, uint tag, string expected) =>
        new($"{file}: {DicomTags.Describe(tag)} must be {expected}; it is not. The slice cannot be placed.");

    public static DicomGeometryException NoPosition(string file, string seriesUid) =>
        new($"{file}: {DicomTags.Describe(DicomTags.ImagePositionPatient)} is absent, while other slices of series {DicomThrow.ShortUid(seriesUid)} have it "
            + "or no SliceLocation can stand in. The slices cannot be ordered; export the series again.");

    public static DicomGeometryException TooManyGrids(string seriesUid, int limit) =>
        new($"Series {DicomThrow.ShortUid(seriesUid)}: its slices differ in orientation (0020,0037), size or pixel spacing (0028,0030) so much that they fall into more than {limit} grids. "
            + "It is no CT series, or it is damaged; export it again.");

    public static DicomGeometryException NoGrid() =>
        new("The volume cannot be resampled: its slice positions must ascend and its voxels have a size above 0; they do not. Give the geometry of the slices as they lie.");

    public static DicomGeometryException GridTooLarge(double slices, double rows, double columns) =>
        new($"The volume cannot be resampled: the grid that holds all slices would have {slices:0} x {rows:0} x {columns:0} voxels, out of proportion to the series. "
            + "Slices lie far apart, or the new spacing is too small; open the series as it is, or choose a larger spacing.");

    public static DicomGeometryException SamePosition(string seriesUid, int count, string first, string second) =>
        new($"Series {DicomThrow.ShortUid(seriesUid)}: {count} slices share a position (ImagePositionPatient (0020,0032)) with another slice but hold other pixels, "
            + $"first {first} and {second}. Neither acquisition, temporal position, image type nor convolution kernel tells them apart; keep one of each.");
}
