using CtVlm.MLNet.Dicom;
using FellowOakDicom;
using DicomException = CtVlm.MLNet.Dicom.DicomException;

namespace CtVlm.MLNet.FoDicom.Tests;

public sealed class FoDicomExtensionsTests
{
    private const string Series = "ts-explicit-le";

    [Fact]
    public void ToCtVolume_FilesInAnyOrder_GivesTheSameVolume()
    {
        DicomFile[] files = GoldenObjects.Open(Series);
        using CtVolume forwards = files.ToCtVolume();
        using CtVolume backwards = files.Reverse().ToCtVolume();
        Assert.Equal(files.Length, forwards.SliceCount);
        Assert.Equal(Read(forwards), Read(backwards));
        Assert.Equal(forwards.GetContentFingerprint(TestContext.Current.CancellationToken), backwards.GetContentFingerprint(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void ToCtVolume_Datasets_EqualsFiles()
    {
        DicomFile[] files = GoldenObjects.Open(Series);
        using CtVolume fromFiles = files.ToCtVolume();
        using CtVolume fromDatasets = files.Select(file => file.Dataset).ToCtVolume();
        Assert.Equal(Read(fromFiles), Read(fromDatasets));
    }

    [Fact]
    public void ToCtVolume_OneMultiFrameObject_HoldsAllFrames()
    {
        DicomFile file = Assert.Single(GoldenObjects.Open("mf-enhanced"));
        using CtVolume expected = CtVolume.Open(GoldenObjects.PathOf("mf-enhanced"));
        using CtVolume fromFile = file.ToCtVolume();
        using CtVolume fromDataset = file.Dataset.ToCtVolume();
        Assert.Equal(Read(expected), Read(fromFile));
        Assert.Equal(Read(expected), Read(fromDataset));
    }

    [Fact]
    public void ToCtVolume_ObjectsClearedAfterwards_IsStillRead()
    {
        DicomFile[] files = GoldenObjects.Open(Series);
        using CtVolume expected = CtVolume.Open(GoldenObjects.PathOf(Series));
        using CtVolume volume = files.ToCtVolume();
        Array.ForEach(files, file => file.Dataset.Clear());
        Assert.Equal(Read(expected), Read(volume));
    }

    [Fact]
    public void ToCtVolume_AnyObject_IsLeftAsItWas()
    {
        DicomFile[] files = GoldenObjects.Open("st-group-lengths");
        string[] before = [.. files.Select(Describe)];
        files.ToCtVolume().Dispose();
        Assert.Contains("(0008,0000)", before[0], StringComparison.Ordinal);
        Assert.Equal(before, files.Select(Describe));
    }

    [Fact]
    public void ToCtVolume_SeveralSeries_NeedsTheIdentifier()
    {
        DicomFile[] files = [.. GoldenObjects.Open("ts-explicit-le"), .. GoldenObjects.Open("ts-implicit-le")];
        string uid = files[^1].Dataset.GetString(DicomTag.SeriesInstanceUID);
        Assert.Contains("2 CT volumes", Assert.Throws<DicomException>(() => files.ToCtVolume()).Message, StringComparison.Ordinal);
        using CtVolume chosen = files.ToCtVolume(seriesInstanceUid: uid);
        Assert.Equal(uid, chosen.Series.SeriesInstanceUid);
    }

    [Fact]
    public void ToCtVolume_ObjectsOfAnotherKindAmongThem_AreLeftOut()
    {
        DicomDataset report = new() { { DicomTag.Modality, "SR" } };
        DicomDataset[] slices = [.. GoldenObjects.Open(Series).Select(file => file.Dataset)];
        using CtVolume volume = slices.Prepend(report).ToCtVolume();
        Assert.Equal(slices.Length, volume.SliceCount);
    }

    [Fact]
    public void ToCtVolume_ObjectReadWithoutItsPixels_SaysSo()
    {
        using FileStream stream = File.OpenRead(Directory.GetFiles(GoldenObjects.PathOf(Series))[0]);
        DicomFile file = DicomFile.Open(stream, readOption: FileReadOption.SkipLargeTags);
        file.Dataset.Remove(DicomTag.PixelData);
        Assert.Contains("Pixel Data (7FE0,0010)", Assert.Throws<DicomException>(() => file.ToCtVolume()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToCtVolume_ObjectThatCannotBeWritten_NamesItWithoutItsText()
    {
        DicomDataset[] datasets = [.. GoldenObjects.Open(Series).Select(file => file.Dataset)];
        datasets[1].AddOrUpdate(new DicomOtherByte(DicomTag.EncapsulatedDocument, new UnreadableBuffer("Doe^Jane")));
        DicomException failure = Assert.Throws<DicomException>(() => datasets.ToCtVolume());
        Assert.StartsWith("data set 0001: fo-dicom cannot write it (IOException).", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Doe", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToCtVolume_NoItems_FindsNoCt() =>
        Assert.Contains("no CT image", Assert.Throws<DicomException>(() => Array.Empty<DicomDataset>().ToCtVolume()).Message, StringComparison.Ordinal);

    [Fact]
    public void ToCtInventory_MixedObjects_SaysWhyEachIsLeftOut()
    {
        DicomDataset report = new() { { DicomTag.Modality, "SR" } };
        CtInventory inventory = GoldenObjects.Open(Series).Select(file => file.Dataset).Append(report).ToCtInventory();
        Assert.Equal(["data set 0000", "data set 0001", "data set 0002"], Assert.Single(inventory.Series).Files.Order(StringComparer.Ordinal));
        Assert.Equal("data set 0003", Assert.Single(inventory.Skipped).Path);
    }

    [Fact]
    public void ToCtVolume_NullItem_SaysWhich()
    {
        DicomFile[] files = GoldenObjects.Open(Series);
        ArgumentException failure = Assert.Throws<ArgumentException>(() => new[] { files[0], null! }.ToCtVolume());
        Assert.StartsWith("Item 1 is null", failure.Message, StringComparison.Ordinal);
    }

    private static float[] Read(CtVolume volume) => volume.ReadAll(cancellationToken: TestContext.Current.CancellationToken);

    private static string Describe(DicomFile file) =>
        string.Join('\n', file.FileMetaInfo.Concat(file.Dataset).Select(item => $"{item.Tag} {item.ValueRepresentation} {(item as DicomElement)?.Length}"));
}
