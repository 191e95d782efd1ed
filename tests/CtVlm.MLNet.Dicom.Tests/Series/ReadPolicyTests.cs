namespace CtVlm.MLNet.Dicom.Tests;

public sealed class ReadPolicyTests
{
    private static readonly CtReadOptions Resample = new() { Policy = CtReadPolicy.Resample };

    [Theory]
    [InlineData("ge-axial")]
    [InlineData("ge-oblique")]
    [InlineData("ge-jitter")]
    [InlineData("ge-overlap")]
    [InlineData("ge-large-offset")]
    public void Resample_RegularSeries_IsReadBitForBit(string id)
    {
        using CtVolume plain = CtVolume.Open(GoldenSeries.PathOf(id));
        using CtVolume resampled = CtVolume.Open(GoldenSeries.PathOf(id), Resample);

        Assert.Equal(Hash(plain), Hash(resampled));
        Assert.Equal(plain.Geometry.AffineLps, resampled.Geometry.AffineLps);
        Assert.Equal(Fingerprint(plain), Fingerprint(resampled));
    }

    [Theory]
    [InlineData("ge-tilt")]
    [InlineData("ge-tilt-negative")]
    public void Resample_TiltedSeries_IsOrthogonalAndHoldsTheSlices(string id)
    {
        using CtVolume plain = CtVolume.Open(GoldenSeries.PathOf(id));
        using CtVolume resampled = CtVolume.Open(GoldenSeries.PathOf(id), Resample);

        Assert.InRange(plain.Geometry.TiltDegrees, 14, 19);
        Assert.Equal(0, resampled.Geometry.TiltDegrees, 1e-4);
        Assert.Equal(plain.SliceCount, resampled.SliceCount);
        Assert.True(resampled.Rows > plain.Rows);
        Assert.Equal(CtWarningKind.Resampled, resampled.Series.Warnings[^1].Kind);
        Assert.NotEqual(Fingerprint(plain), Fingerprint(resampled));
    }

    [Theory]
    [InlineData("ge-missing-slice", 8)]
    [InlineData("ge-missing-two", 8)]
    public void Resample_SeriesWithGaps_FillsThem(string id, int slices)
    {
        using CtVolume plain = CtVolume.Open(GoldenSeries.PathOf(id));
        using CtVolume resampled = CtVolume.Open(GoldenSeries.PathOf(id), Resample);

        Assert.Equal(slices, resampled.SliceCount);
        Assert.Equal(5, resampled.Geometry.SpacingMm[0], 1e-3);
        float[] before = new float[plain.Rows * plain.Columns], after = new float[before.Length];
        int found = 0;
        for (int z = 0; z < plain.SliceCount; z++)
        {
            int at = (int)Math.Round((plain.Geometry.SlicePositionsMm[z] - plain.Geometry.SlicePositionsMm[0]) / 5);
            plain.ReadSlice(z, before);
            resampled.ReadSlice(at, after);
            Assert.Equal(before, after);
            found++;
        }

        Assert.Equal(plain.SliceCount, found);
    }

    [Fact]
    public void Resampling_InTheOptions_MakesEverySeriesIsotropic()
    {
        using CtVolume volume = CtVolume.Open(GoldenSeries.PathOf("ge-anisotropic"), new CtReadOptions { Resampling = CtResampling.Isotropic(4) });

        Assert.All(volume.Geometry.SpacingMm, mm => Assert.Equal(4, mm, 1e-9));
    }

    [Theory]
    [InlineData("ge-tilt", true)]
    [InlineData("ge-overlap", true)]
    [InlineData("ge-two-spacings", false)]
    [InlineData("ge-missing-slice", false)]
    public void Strict_OddSeries_RefusesWhatTheAffineDoesNotSay(string id, bool opens)
    {
        CtReadOptions strict = new() { Policy = CtReadPolicy.Strict };
        if (opens)
        {
            CtVolume.Open(GoldenSeries.PathOf(id), strict).Dispose();
            return;
        }

        Assert.Contains("Strict", Assert.Throws<DicomGeometryException>(() => CtVolume.Open(GoldenSeries.PathOf(id), strict)).Message);
    }

    private static string Hash(CtVolume volume) => volume.ComputeStatistics(cancellationToken: TestContext.Current.CancellationToken).HuSha256;

    private static string Fingerprint(CtVolume volume) => volume.GetContentFingerprint(TestContext.Current.CancellationToken);
}
