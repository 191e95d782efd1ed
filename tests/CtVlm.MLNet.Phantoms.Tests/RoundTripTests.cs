using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Phantoms.Tests;

/// <summary>What the cohort writes, the library's reader gives back: values, geometry and order, without a warning.</summary>
public sealed class RoundTripTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"phantom-trip-{Guid.NewGuid():N}");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("ExplicitVRLittleEndian", PhantomAcquisition.Standard)]
    [InlineData("ImplicitVRLittleEndian", PhantomAcquisition.Shifted)]
    public void Write_Cohort_ReadsBackEqual(string syntax, PhantomAcquisition acquisition)
    {
        PhantomOptions options = new() { ImageSize = 64, SliceCount = 12, SeriesPerPatient = 2, Acquisition = acquisition };
        PhantomCohort.Write(_folder, 2, 77, options, syntax, maxDegreeOfParallelism: 2, cancellationToken: TestContext.Current.CancellationToken);
        for (int index = 0; index < 2; index++)
        {
            PhantomPatient patient = PhantomPatient.Generate(77, index, options);
            for (int k = 0; k < 2; k++)
            {
                PhantomSeries expected = patient.Series[k];
                using CtVolume volume = CtVolume.Open(Path.Combine(_folder, "series", patient.Id, $"S{k + 1}"));
                Assert.Equal(expected.Hu.Select(hu => (float)hu), volume.ReadAll(1, TestContext.Current.CancellationToken));
                AssertClose(expected.Geometry.AffineLps, volume.Geometry.AffineLps);
                AssertClose(expected.Geometry.SlicePositionsMm, volume.Geometry.SlicePositionsMm);
                Assert.Empty(volume.Series.Warnings);
            }
        }
    }

    [Fact]
    public void Scan_CohortSeriesFolder_FindsEverySeriesAndSkipsNothing()
    {
        PhantomOptions options = new() { ImageSize = 32, SliceCount = 6, SeriesPerPatient = 2 };
        PhantomCohort.Write(_folder, 3, 77, options, cancellationToken: TestContext.Current.CancellationToken);
        CtInventory inventory = CtInventory.Scan(Path.Combine(_folder, "series"), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["P0001/S1", "P0001/S2", "P0002/S1", "P0002/S2", "P0003/S1", "P0003/S2"], inventory.Series.Select(series => series.RelativePath).Order(StringComparer.Ordinal));
        Assert.Empty(inventory.Skipped);
        Assert.Equal(6, inventory.Series.Select(series => series.Description.SeriesInstanceUid).Distinct().Count());
    }

    private static void AssertClose(IReadOnlyList<double> expected, IReadOnlyList<double> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            // Decimal strings hold six decimals of a millimetre here.
            Assert.Equal(expected[i], actual[i], 1e-5);
        }
    }
}
