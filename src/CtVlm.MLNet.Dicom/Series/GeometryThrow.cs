namespace CtVlm.MLNet.Dicom;

/// <summary>The wording of failures that concern the geometry of slices and series.</summary>
internal static class GeometryThrow
{
    public static DicomGeometryException Implausible(string file, uint tag, string expected) =>
        new($"{file}: {DicomTags.Describe(tag)} must be {expected}; it is not. The slice cannot be placed.");

    public static DicomGeometryException NoPosition(string file, string seriesUid) =>
        new($"{file}: {DicomTags.Describe(DicomTags.ImagePositionPatient)} is absent, while other slices of series {DicomThrow.ShortUid(seriesUid)} have it "
            + "or no SliceLocation can stand in. The slices cannot be ordered; export the series again.");

    public static DicomGeometryException SamePosition(string seriesUid, int count, string first, string second) =>
        new($"Series {DicomThrow.ShortUid(seriesUid)}: {count} slices share a position (ImagePositionPatient (0020,0032)) with another slice but hold other pixels, "
            + $"first {first} and {second}. Neither acquisition, temporal position nor image type tells them apart; keep one of each.");
}
