using CtVlm.MLNet.Dicom;
using FellowOakDicom;

namespace CtVlm.MLNet.FoDicom.Tests;

/// <summary>Every golden case that fo-dicom opens gives what the product makes of the files themselves, to the bit.</summary>
public sealed class GoldenObjectsTests
{
    /// <summary>
    /// Cases of whose files fo-dicom reads a part: it trusts a transfer syntax that is wrong, or stops at a kind of value that it does not know, and delivers what
    /// came before, without Pixel Data.
    /// </summary>
    private static readonly HashSet<string> s_partial = ["st-ts-says-implicit-is-explicit", "st-unknown-vr", "st-unknown-vr-long"];

    public static TheoryData<string> All => [.. GoldenObjects.Ids];

    [Theory]
    [MemberData(nameof(All))]
    public void ToCtInventory_GoldenCase_EqualsTheReaderOnTheFiles(string id)
    {
        DicomFile[] files = GoldenObjects.Open(id, out IReadOnlyList<string> refused);
        CtInventory actual = files.ToCtInventory();
        if (s_partial.Contains(id))
        {
            Assert.DoesNotContain(files, file => file.Dataset.Contains(DicomTag.PixelData));
            Assert.Empty(actual.Series);
            return;
        }

        CtInventory expected = CtInventory.Scan(GoldenObjects.PathOf(id), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Subset(expected.Skipped.Select(file => file.Path).ToHashSet(), refused.ToHashSet());
        Assert.Equal(expected.Series.Count, actual.Series.Count);
        foreach ((CtSeriesEntry wanted, CtSeriesEntry found) in expected.Series.OrderBy(Key).Zip(actual.Series.OrderBy(Key)))
        {
            AssertEqual(wanted, found);
        }
    }

    private static (string Uid, double Position, int Slices) Key(CtSeriesEntry entry) =>
        (entry.Description.SeriesInstanceUid, entry.AcquisitionNumber ?? entry.Geometry.SlicePositionsMm[0], entry.SliceCount);

    private static void AssertEqual(CtSeriesEntry wanted, CtSeriesEntry found)
    {
        Assert.Equal(wanted.Description.SeriesInstanceUid, found.Description.SeriesInstanceUid);
        Assert.Equal(wanted.Geometry.AffineLps, found.Geometry.AffineLps);
        Assert.Equal(wanted.Geometry.SlicePositionsMm, found.Geometry.SlicePositionsMm);
        Assert.Equal(Statistics(wanted), Statistics(found));
    }

    private static CtStatistics Statistics(CtSeriesEntry entry)
    {
        using CtVolume volume = entry.Open();
        return volume.ComputeStatistics(cancellationToken: TestContext.Current.CancellationToken);
    }
}
