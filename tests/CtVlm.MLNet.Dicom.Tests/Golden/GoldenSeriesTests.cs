namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Every golden case end to end: order, values, geometry, warnings and what is left out.</summary>
public sealed class GoldenSeriesTests
{
    private const double AffineToleranceMm = 1e-4;

    /// <summary>Cases that the standard lets a reader refuse and that this reader refuses, with a part of the message.</summary>
    private static readonly Dictionary<string, string> Refused = new(StringComparer.Ordinal)
    {
        ["ge-first-position-missing"] = "ImagePositionPatient (0020,0032)",
    };

    public static TheoryData<string> All => [.. GoldenSeries.Ids()];

    [Theory]
    [MemberData(nameof(All))]
    public void Scan_GoldenCase_DeliversTheVolumes(string id)
    {
        GoldenCase golden = GoldenSeries.Get(id);
        CtInventory inventory = CtInventory.Scan(GoldenSeries.PathOf(id), cancellationToken: TestContext.Current.CancellationToken);
        if (Refused.TryGetValue(id, out string? reason))
        {
            Assert.True(golden.MayRefuse);
            Assert.Empty(inventory.Series);
            Assert.Contains(reason, Assert.Throws<DicomGeometryException>(() => CtVolume.Open(GoldenSeries.PathOf(id))).Message);
            return;
        }

        Assert.Equal(golden.Volumes.Length, inventory.Series.Count);
        foreach ((GoldenVolume expected, CtSeriesEntry actual) in golden.Volumes
            .OrderBy(volume => volume.SeriesInstanceUid, StringComparer.Ordinal).Zip(inventory.Series))
        {
            AssertEqual(expected, actual, GoldenSeries.PathOf(id), id);
        }

        AssertSkipped(golden, inventory);
    }

    private static void AssertEqual(GoldenVolume expected, CtSeriesEntry actual, string root, string id)
    {
        Assert.Equal(expected.SeriesInstanceUid, actual.Description.SeriesInstanceUid);
        Assert.Equal(expected.ShapeZyx, new[] { actual.SliceCount, actual.Rows, actual.Columns });
        if (expected.FilesInOrder != null && Directory.Exists(root))
        {
            Assert.Equal(expected.FilesInOrder, actual.Files.Select(file => Path.GetRelativePath(root, file).Replace('\\', '/')));
        }

        using CtVolume volume = actual.Open();
        CtStatistics statistics = volume.ComputeStatistics(cancellationToken: TestContext.Current.CancellationToken);
        AssertValues(expected, volume, statistics);
        Assert.Equal(expected.Padding?.Voxels ?? 0, statistics.PaddingVoxels);
        if (id != "ge-no-position")
        {
            AssertGeometry(expected, actual.Geometry);
        }

        AssertWarnings(expected, actual);
    }

    private static void AssertValues(GoldenVolume expected, CtVolume volume, CtStatistics statistics)
    {
        if (expected.Array == null)
        {
            Assert.Equal(expected.HuSha256, statistics.HuSha256);
            Assert.Equal(expected.HuMin, statistics.MinHu, 3);
            Assert.Equal(expected.HuMax, statistics.MaxHu, 3);
            Assert.Equal(expected.HuMean, statistics.MeanHu, 3);
            return;
        }

        // The inverse transform of a lossy syntax is not laid down to the bit.
        float[] hu = volume.ReadAll(cancellationToken: TestContext.Current.CancellationToken);
        float[] wanted = GoldenArray.Read(expected.Array);
        Assert.Equal(wanted.Length, hu.Length);
        Assert.InRange(wanted.Zip(hu, (a, b) => Math.Abs(a - b)).Max(), 0, expected.ToleranceHu);
    }

    private static void AssertGeometry(GoldenVolume expected, CtGeometry actual)
    {
        double[] affine = [.. expected.AffineLps.SelectMany(row => row)];
        for (int i = 0; i < affine.Length; i++)
        {
            Assert.Equal(affine[i], actual.AffineLps[i], AffineToleranceMm);
        }

        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(expected.SpacingXyzMm[2 - i], actual.SpacingMm[i], AffineToleranceMm);
        }

        Assert.All(expected.SlicePositionsAlongNormalMm.Zip(actual.SlicePositionsMm), pair => Assert.Equal(pair.First, pair.Second, AffineToleranceMm));
        Assert.Equal(Math.Abs(expected.GantryTiltDeg), actual.TiltDegrees, 0.01);
    }

    private static void AssertWarnings(GoldenVolume expected, CtSeriesEntry actual)
    {
        CtWarningKind[] kinds = [.. actual.Description.Warnings.Select(warning => warning.Kind)];
        Assert.Equal(expected.Irregular, kinds.Any(kind => kind is CtWarningKind.IrregularSpacing or CtWarningKind.MissingSlices or CtWarningKind.InPlaneShift));
        Assert.Equal(expected.Sheared, kinds.Contains(CtWarningKind.GantryTilt));
        Assert.Equal(expected.ShapeZyx[0] == 1, kinds.Contains(CtWarningKind.SingleSlice));
    }

    private static void AssertSkipped(GoldenCase golden, CtInventory inventory)
    {
        string[] skipped = [.. inventory.Skipped.Select(file => file.Path)];
        Assert.All(golden.Skipped.Keys, path => Assert.Contains(path, skipped));
        Assert.All(golden.SkippedOneOf, group => Assert.Single(group, path => skipped.Contains(path)));
        Assert.Equal(golden.Skipped.Count + golden.SkippedOneOf.Length, skipped.Length);
        Assert.All(inventory.Skipped, file => Assert.NotEmpty(file.Reason));
    }
}
