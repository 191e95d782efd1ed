namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>How a frame is cut into fragments is no part of what it holds.</summary>
public sealed class FragmentedSeriesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public FragmentedSeriesTests()
    {
        foreach (string file in Directory.GetFiles(GoldenSeries.PathOf("ts-rle")))
        {
            byte[] bytes = File.ReadAllBytes(file);
            byte[] frame = EncapsulatedFrame.In(bytes);
            int pixels = bytes.AsSpan().IndexOf(ItemBytes.PixelData());
            byte[] cut = [.. bytes[..pixels], .. ItemBytes.PixelData(ItemBytes.Item(), ItemBytes.Item(frame[..70]), ItemBytes.Item(), ItemBytes.Item(frame[70..]), ItemBytes.Delimiter)];
            File.WriteAllBytes(_folder[$"whole/{Path.GetFileName(file)}"], bytes);
            File.WriteAllBytes(_folder[$"cut/{Path.GetFileName(file)}"], cut);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void GetContentFingerprint_OtherFragments_IsTheSame()
    {
        using CtVolume whole = CtVolume.Open(_folder["whole"]);
        using CtVolume cut = CtVolume.Open(_folder["cut"]);

        Assert.Equal(whole.GetContentFingerprint(TestContext.Current.CancellationToken), cut.GetContentFingerprint(TestContext.Current.CancellationToken));
        Assert.Equal(whole.ReadAll(1, TestContext.Current.CancellationToken), cut.ReadAll(1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Scan_CopiesWithOtherFragments_AreUsedOnce()
    {
        CtSeriesEntry entry = Assert.Single(CtInventory.Scan(_folder.Path, cancellationToken: TestContext.Current.CancellationToken).Series);

        Assert.Equal(GoldenSeries.Get("ts-rle").Volumes[0].ShapeZyx[0], entry.SliceCount);
        Assert.Contains(entry.Description.Warnings, warning => warning.Kind == CtWarningKind.DuplicateSlice);
    }

    [Fact]
    public void ReadSlice_FragmentsChangedSinceTheScan_ThrowsADicomException()
    {
        using CtVolume volume = CtVolume.Open(_folder["cut"]);
        foreach (string file in Directory.GetFiles(_folder["cut"]))
        {
            byte[] bytes = File.ReadAllBytes(file);
            int first = bytes.AsSpan().IndexOf(ItemBytes.PixelData()) + ItemBytes.PixelData().Length + 8;
            bytes[first + 4] += 2;
            File.WriteAllBytes(file, bytes);
        }

        Assert.Contains("scan again", Assert.Throws<DicomPixelDataException>(() => volume.ReadSlice(0, new float[volume.Rows * volume.Columns])).Message);
    }
}
