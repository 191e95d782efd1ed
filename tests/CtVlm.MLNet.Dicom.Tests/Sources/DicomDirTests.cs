namespace CtVlm.MLNet.Dicom.Tests;

public sealed class DicomDirTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Scan_ClassOfADirectoryInLessThanAPreamble_IsNoDicomFile()
    {
        using TempFolder folder = new();
        File.WriteAllBytes(folder["short"], [0, 2, 0, 2, 0, (byte)'U', (byte)'I', 20, 0]);

        Assert.Equal("not a DICOM file", Assert.Single(CtInventory.Scan(folder["short"], cancellationToken: TestContext.Current.CancellationToken).Skipped).Reason);
    }

    [Fact]
    public void Open_GoldenDicomDir_IsTheSameAsItsFolder()
    {
        string folder = GoldenSeries.PathOf("fo-dicomdir");
        using CtVolume expected = CtVolume.Open(folder);
        using CtVolume actual = CtVolume.Open(Path.Combine(folder, "DICOMDIR"));

        Assert.Equal(expected.GetContentFingerprint(TestContext.Current.CancellationToken), actual.GetContentFingerprint(TestContext.Current.CancellationToken));
        Assert.Empty(Scan(Path.Combine(folder, "DICOMDIR")).Skipped);
        Assert.Equal("DICOM/ST1/SE1", Assert.Single(Scan(Path.Combine(folder, "DICOMDIR")).Series).RelativePath);
    }

    [Fact]
    public void Scan_FilesThatNoRecordNames_AreNotRead()
    {
        WriteStack(4);
        File.WriteAllBytes(_folder["DICOMDIR"], TestDicomDir.Of(@"CT\IM0", @"CT\IM2", @"CT\IM2"));

        CtInventory inventory = Scan(_folder["DICOMDIR"]);

        Assert.Equal([_folder["CT/IM0"], _folder["CT/IM2"]], Assert.Single(inventory.Series).Files);
        Assert.Empty(inventory.Skipped);
    }

    [Fact]
    public void Scan_NamesInOtherCase_AreFound()
    {
        WriteStack(2);
        File.WriteAllBytes(_folder["dicomdir"], TestDicomDir.Of(@"ct\im0", @"Ct\Im1"));

        Assert.Equal(2, Assert.Single(Scan(_folder["dicomdir"]).Series).SliceCount);
    }

    [Theory]
    [InlineData(@"..\secret")]
    [InlineData(@"CT\..\..\secret")]
    [InlineData("../secret")]
    [InlineData(@"CT\.\IM0")]
    [InlineData("/etc/passwd")]
    [InlineData(@"C:\secret")]
    [InlineData(@"\\host\share")]
    [InlineData("")]
    [InlineData("CT\\IM0\0x")]
    public void Scan_RecordThatLeadsOutside_IsSkippedWithAnError(string fileId)
    {
        WriteStack(2);
        new TestSlice { Position = "0\\0\\9", SopUid = "1.2.3" }.Write(_folder["secret"]);
        File.WriteAllBytes(_folder["disc/DICOMDIR"], TestDicomDir.Of(fileId, @"CT\IM0", @"CT\IM1"));
        Directory.Move(_folder["CT"], _folder["disc/CT"]);

        CtInventory inventory = Scan(_folder["disc/DICOMDIR"]);

        Assert.Equal(2, Assert.Single(inventory.Series).SliceCount);
        Assert.All(inventory.Skipped, file => Assert.Contains("ReferencedFileID (0004,1500)", file.Reason));
        Assert.Equal(fileId.Length == 0 ? 0 : 1, inventory.Skipped.Count);
    }

    [Fact]
    public void Open_OnlyRecordsThatLeadOutside_SaysSo()
    {
        new TestSlice().Write(_folder["secret"]);
        File.WriteAllBytes(_folder["disc/DICOMDIR"], TestDicomDir.Of(@"..\secret"));

        Assert.Contains(
            @"DICOMDIR: record 1: ReferencedFileID (0004,1500) must be the parts of a path within",
            Assert.Throws<DicomFormatException>(() => CtVolume.Open(_folder["disc/DICOMDIR"])).Message);
    }

    [Fact]
    public void Scan_RecordOverALink_IsFollowedByOptionOnly()
    {
        using TempFolder outside = new();
        new TestSlice().Write(outside["IM0"]);
        Directory.CreateSymbolicLink(_folder["CT"], outside.Path);
        File.WriteAllBytes(_folder["DICOMDIR"], TestDicomDir.Of(@"CT\IM0"));

        Assert.Contains("must be the parts of a path within", Assert.Single(Scan(_folder["DICOMDIR"]).Skipped).Reason);
        Assert.Single(Scan(_folder["DICOMDIR"], new CtReadOptions { FollowLinks = true }).Series);
    }

    [Fact]
    public void Scan_MissingFile_IsReportedAndTheOthersAreRead()
    {
        WriteStack(2);
        File.WriteAllBytes(_folder["DICOMDIR"], TestDicomDir.Of(@"CT\IM0", @"CT\IM1", @"CT\IM2", @"XY\IM0"));

        CtInventory inventory = Scan(_folder["DICOMDIR"]);

        Assert.Equal(2, Assert.Single(inventory.Series).SliceCount);
        Assert.Equal(2, inventory.Skipped.Count);
        Assert.All(inventory.Skipped, file => Assert.Contains("is missing", file.Reason));
    }

    [Fact]
    public void Open_RecordToItself_IsNotFollowed()
    {
        File.WriteAllBytes(_folder["DICOMDIR"], TestDicomDir.Of("DICOMDIR"));

        Assert.Contains("refers to the DICOMDIR itself", Assert.Throws<DicomFormatException>(() => CtVolume.Open(_folder["DICOMDIR"])).Message);
    }

    [Fact]
    public void Scan_NoRecords_Throws()
    {
        File.WriteAllBytes(_folder["DICOMDIR"], TestDicomDir.Of());

        Assert.Contains("DICOMDIR: the DICOMDIR lists no image", Assert.Throws<DicomFormatException>(() => Scan(_folder["DICOMDIR"])).Message);
    }

    [Fact]
    public void Scan_MoreRecordsThanTheLimit_Throws()
    {
        WriteStack(3);
        File.WriteAllBytes(_folder["DICOMDIR"], TestDicomDir.Of(@"CT\IM0", @"CT\IM1", @"CT\IM2"));

        DicomException failure = Assert.Throws<DicomException>(() => Scan(_folder["DICOMDIR"], new CtReadOptions { Limits = new DicomLimits { MaxFiles = 2 } }));

        Assert.Contains("DICOMDIR holds more files than the limit MaxFiles = 2", failure.Message);
    }

    private static CtInventory Scan(string path, CtReadOptions? options = null) =>
        CtInventory.Scan(path, options, cancellationToken: TestContext.Current.CancellationToken);

    private void WriteStack(int count)
    {
        int index = 0;
        foreach (TestSlice slice in TestSlice.Stack(count))
        {
            slice.Write(_folder[$"CT/IM{index++}"]);
        }
    }
}
