using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Phantoms.Tests;

public sealed class PhantomPatientTests
{
    private static readonly PhantomOptions Small = new() { ImageSize = 64, SliceCount = 16 };

    // The committed hashes hold on every platform: only additions, multiplications, divisions and square roots are used.
    [Theory]
    [InlineData(0, "b52785637d607dcf")]
    [InlineData(1, "aed945e6d2917ca2")]
    [InlineData(2, "5a086b5479be6b37")]
    public void Generate_KnownPatients_MatchCommittedHashes(int index, string expected) =>
        Assert.Equal(expected, Hash(PhantomPatient.Generate(1, index, Small))[..16]);

    [Fact]
    public void Generate_Twice_GivesTheSamePatient() =>
        Assert.Equal(Hash(PhantomPatient.Generate(21, 4, Small)), Hash(PhantomPatient.Generate(21, 4, Small)));

    [Fact]
    public void Generate_OtherSeedOrIndex_GivesAnotherPatient()
    {
        string[] hashes = [Hash(PhantomPatient.Generate(1, 1, Small)), Hash(PhantomPatient.Generate(2, 1, Small)), Hash(PhantomPatient.Generate(1, 2, Small))];
        Assert.Equal(3, hashes.Distinct().Count());
    }

    [Fact]
    public void Generate_OtherImageSize_KeepsFindingsAndReport()
    {
        PhantomPatient small = PhantomPatient.Generate(3, 5, Small), large = PhantomPatient.Generate(3, 5, Small with { ImageSize = 96 });
        Assert.Equal(small.Findings, large.Findings);
        Assert.Equal(small.Report, large.Report);
    }

    [Fact]
    public void Generate_ManyPatients_SeverityFollowsTheIndex()
    {
        foreach (PhantomFindings findings in Enumerable.Range(0, 24).Select(i => PhantomCase.Draw(8, i).Findings))
        {
            Assert.Equal(findings.Severity, PhantomActivityIndex.Classify(findings.ActivityIndex));
            Assert.Equal(findings.Severity == PhantomSeverity.Normal, findings.Segment == PhantomSegment.None);
            Assert.Equal(findings.Severity == PhantomSeverity.Normal, findings.Region == PhantomRegion.None);
            Assert.Equal(new PhantomKey(findings.Severity, findings.Region, findings.HasStratification, findings.HasCombSign, findings.HasStricture), findings.Key);
        }
    }

    [Fact]
    public void Generate_ManyPatients_OnlyDiseasedOnesHaveAMask()
    {
        for (int i = 0; i < 9; i++)
        {
            PhantomPatient patient = PhantomPatient.Generate(8, i, Small);
            int wall = patient.Series[0].Mask.Count(label => label == (int)PhantomMaskLabel.DiseasedWall);
            Assert.Equal(patient.Severity == PhantomSeverity.Normal, wall == 0);
        }
    }

    [Fact]
    public void Generate_AnyPatient_LooksLikeAnAbdomen()
    {
        PhantomSeries series = PhantomPatient.Generate(8, 1, new PhantomOptions { ImageSize = 96, SliceCount = 24 }).Series[0];
        double Share(int low, int high) => series.Hu.Count(hu => hu >= low && hu < high) / (double)series.Hu.Length;
        Assert.InRange(Share(-1100, -900), 0.30, 0.60);
        Assert.InRange(Share(-140, -60), 0.15, 0.50);
        Assert.InRange(Share(30, 130), 0.10, 0.45);
        Assert.InRange(Share(250, 3100), 0.003, 0.05);
        Assert.Equal(-1024, series.Hu[0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Generate_SeriesPerPatient_GivesThatManyDifferentSeries(int count)
    {
        PhantomPatient patient = PhantomPatient.Generate(8, 3, Small with { SeriesPerPatient = count });
        Assert.Equal(count, patient.Series.Count);
        Assert.Equal(count, patient.Series.Select(series => series.ToVolume().GetContentFingerprint()).Distinct().Count());
    }

    [Fact]
    public void CountSeries_ManyPatients_AQuarterHasTwo()
    {
        int two = Enumerable.Range(0, 2000).Count(i => PhantomCase.CountSeries(RandomStream.For(2, i, "scan"), Small) == 2);

        // Mean 500, deviation 19.
        Assert.InRange(two, 440, 560);
    }

    [Fact]
    public void ToVolume_AnySeries_HoldsTheSameValuesAndGeometry()
    {
        PhantomSeries series = PhantomPatient.Generate(8, 2, Small).Series[0];
        using CtVolume volume = series.ToVolume();
        Assert.Equal(series.Hu.Select(hu => (float)hu), volume.ReadAll(1, TestContext.Current.CancellationToken));
        Assert.Equal(CtOrientation.Axial, volume.Geometry.Orientation);
        Assert.Equal(0, volume.Geometry.TiltDegrees);
        Assert.InRange(volume.Geometry.SpacingMm[0] * 16, 250, 360);
        Assert.InRange(volume.Geometry.SpacingMm[2] * 64, 280, 520);
    }

    [Fact]
    public void Generate_OptionsOutOfRange_ReportsAllViolations()
    {
        PhantomOptions options = new() { ImageSize = 8, SliceCount = 2, SeriesPerPatient = 0, Acquisition = (PhantomAcquisition)9 };
        ArgumentException failure = Assert.Throws<ArgumentException>(() => PhantomPatient.Generate(1, 0, options));
        Assert.Equal(
            "PhantomOptions: ImageSize must be 32 to 1024, got 8; SliceCount must be 4 to 1024, got 2; Acquisition must be Standard or Shifted, got 9; SeriesPerPatient must be 1 to 9 or null, got 0.",
            failure.Message);
    }

    [Fact]
    public void Generate_NegativeIndex_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => PhantomPatient.Generate(1, -1));

    private static string Hash(PhantomPatient patient)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(patient.Report.Text));
        foreach (PhantomSeries series in patient.Series)
        {
            hash.AppendData(MemoryMarshal.AsBytes(series.Hu.AsSpan()));
            hash.AppendData(series.Mask);
            hash.AppendData(MemoryMarshal.AsBytes(new ReadOnlySpan<double>([.. series.Geometry.AffineLps])));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
