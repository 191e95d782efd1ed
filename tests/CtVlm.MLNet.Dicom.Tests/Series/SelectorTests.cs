using System.IO.Compression;

namespace CtVlm.MLNet.Dicom.Tests;

public sealed class SelectorTests : IDisposable
{
    private const string Uid = "1.2.826.0.1.3680043.10.1462.77.1";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Selector_OneVolumeASeries_IsTheUid() => Assert.Equal([Uid], Scan(TwoPhases()[..5]).Series.Select(series => series.Selector));

    [Fact]
    public void Open_SelectorOfEachVolume_OpensThatOne()
    {
        Write("", TwoPhases());
        CtInventory inventory = CtInventory.Scan(_folder.Path, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([Uid + ":1", Uid + ":2"], inventory.Series.Select(series => series.Selector));
        foreach (CtSeriesEntry series in inventory.Series)
        {
            using CtVolume expected = series.Open(), volume = CtVolume.Open(_folder.Path, seriesInstanceUid: series.Selector);
            Assert.Equal(Print(expected), Print(volume));
        }
    }

    [Fact]
    public void Open_UidOfTwoVolumes_IsRefusedWithTheNumbers()
    {
        Write("", TwoPhases());

        DicomException failure = Assert.Throws<DicomException>(() => CtVolume.Open(_folder.Path, seriesInstanceUid: Uid));

        Assert.Contains(
            "2 CT volumes, one expected: …462.77.1:1 (5 slices of 4 x 6), …462.77.1:2 (5 slices of 4 x 6). Give the Series Instance UID and the number, UID:n, or a narrower folder.", failure.Message);
        failure = Assert.Throws<DicomException>(() => CtVolume.Open(_folder.Path, seriesInstanceUid: Uid + ":3"));
        Assert.Contains("no series …462.77.1:3. Found: …462.77.1:1 (", failure.Message);
    }

    [Fact]
    public void GetLocator_TwoPhasesInOneFolder_NamesThatFolderAndOpensEach()
    {
        Write("patient", TwoPhases());

        AssertOpens(_folder.Path, $"{_folder["patient"]}|{Uid}:1", $"{_folder["patient"]}|{Uid}:2");
    }

    [Fact]
    public void GetLocator_PhasesInFoldersOfTheirOwn_NamesTheWholeAndOpensEach()
    {
        TestSlice[] slices = TwoPhases();
        Write("a", slices[..5]);
        Write("b", slices[5..]);

        AssertOpens(_folder.Path, $"{_folder.Path}|{Uid}:1", $"{_folder.Path}|{Uid}:2");
    }

    [Fact]
    public void GetLocator_Archive_NamesTheArchiveAndOpensEach()
    {
        string path = _folder["two.zip"];
        File.WriteAllBytes(path, TestArchive.Of(
            CompressionLevel.Fastest, [.. TwoPhases().Select((slice, i) => ($"CT/{i}", slice.ToBytes())), .. TestSlice.Stack(3, "2").Select((slice, i) => ($"other/{i}", slice.ToBytes()))]));

        AssertOpens(path, $"{path}|{Uid}:1", $"{path}|{Uid}:2", $"{path}|{Uid[..^1]}2");
    }

    private static void AssertOpens(string path, params string[] locators)
    {
        CtInventory inventory = CtInventory.Scan(path, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(locators, inventory.Series.Select(series => series.GetLocator(path)));
        foreach (CtSeriesEntry series in inventory.Series)
        {
            string[] parts = series.GetLocator(path).Split('|');
            using CtVolume expected = series.Open(), volume = CtVolume.Open(parts[0], seriesInstanceUid: parts[1]);
            Assert.Equal(Print(expected), Print(volume));
        }
    }

    private static string Print(CtVolume volume) => volume.GetContentFingerprint(TestContext.Current.CancellationToken);

    private static CtInventory Scan(IEnumerable<TestSlice> slices) =>
        CtInventory.Scan(slices.Select((slice, i) => DicomInput.FromBytes($"{i}", slice.ToBytes())), cancellationToken: TestContext.Current.CancellationToken);

    private static TestSlice[] TwoPhases() =>
    [
        .. TestSlice.Stack(5).Select(slice => slice with { Acquisition = 1 }),
        .. TestSlice.Stack(5).Select(slice => slice with { Acquisition = 2, SopUid = slice.SopUid + ".2", Intercept = "0" }),
    ];

    private void Write(string folder, TestSlice[] slices)
    {
        Directory.CreateDirectory(_folder[folder]);
        foreach (TestSlice slice in slices)
        {
            slice.Write(Path.Combine(_folder[folder], slice.SopUid));
        }
    }
}
