using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Testing;

namespace CtVlm.MLNet.Tests;

public sealed class SeriesMemoTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SeriesMemo _memo = new(CtReadOptions.Default);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_SameStamps_ReadsNoPixelsAgain()
    {
        SetTimes(Write(seed: 1), secondsLater: 0);
        string first = Fingerprint();

        // Other pixels under the same lengths and times: only who reads them again would notice.
        SetTimes(Write(seed: 2), secondsLater: 0);

        Assert.Equal(first, Fingerprint());
    }

    [Fact]
    public void Open_OtherTimes_FingerprintsAnew()
    {
        SetTimes(Write(seed: 1), secondsLater: 0);
        string first = Fingerprint();
        SetTimes(Write(seed: 2), secondsLater: 5);

        Assert.NotEqual(first, Fingerprint());
    }

    [Fact]
    public void Open_FileAdded_FingerprintsAnew()
    {
        SetTimes(Write(seed: 1, slices: 4), secondsLater: 0);
        string first = Fingerprint();
        SetTimes(Write(seed: 1, slices: 5), secondsLater: 0);

        Assert.NotEqual(first, Fingerprint());
    }

    private static void SetTimes(IReadOnlyList<string> files, int secondsLater)
    {
        foreach (string file in files)
        {
            File.SetLastWriteTimeUtc(file, new DateTime(2024, 1, 1, 0, 0, secondsLater, DateTimeKind.Utc));
        }
    }

    private string Fingerprint()
    {
        using CtVolume volume = _memo.Open(_folder.Path, null);
        return volume.GetContentFingerprint(TestContext.Current.CancellationToken);
    }

    private IReadOnlyList<string> Write(int seed, int slices = 4) => DicomSeriesWriter.Write(_folder.Path, new DicomSeriesContent
    {
        Hu = Enumerable.Range(0, slices * 64).Select(i => (short)(i % 7 * seed)).ToArray(),
        Rows = 8,
        Columns = 8,
        Geometry = new CtGeometry([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], [.. Enumerable.Range(0, slices).Select(z => (double)z)]),
        Identity = new DicomSeriesIdentity
        {
            PatientName = "Synthetic^Memo",
            PatientId = "M1",
            StudyInstanceUid = SyntheticUid.Create("memo study"),
            SeriesInstanceUid = SyntheticUid.Create("memo series"),
            FrameOfReferenceUid = SyntheticUid.Create("memo frame"),
        },
    });
}
