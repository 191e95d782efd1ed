using System.Diagnostics;

namespace CtVlm.MLNet.Dicom.Tests;

public sealed class CtInventoryTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Scan_NestedFolders_NamesThePathsRelativeWithSlashes()
    {
        WriteStack("a/b/one", 3, "1");
        WriteStack("a/b/two", 3, "2");
        File.WriteAllText(_folder["a/notes.txt"], "not an image at all");

        CtInventory inventory = CtInventory.Scan(_folder.Path, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["a/b/one", "a/b/two"], inventory.Series.Select(entry => entry.RelativePath));
        Assert.Equal([3, 3], inventory.Series.Select(entry => entry.SliceCount));
        Assert.Equal(new SkippedFile("a/notes.txt", "not a DICOM file"), Assert.Single(inventory.Skipped) with { Error = null });
    }

    [Fact]
    public void Scan_OneFile_IsASeriesOfOneSlice()
    {
        new TestSlice().Write(_folder["only.dcm"]);

        CtSeriesEntry entry = Assert.Single(CtInventory.Scan(_folder["only.dcm"], cancellationToken: TestContext.Current.CancellationToken).Series);

        Assert.Equal(".", entry.RelativePath);
        Assert.Equal([_folder["only.dcm"]], entry.Files);
        Assert.Equal(1, entry.SliceThicknessMm);
        Assert.True(entry.IsDecodable);
    }

    [Fact]
    public void Scan_NoSuchPath_Throws() =>
        Assert.Throws<FileNotFoundException>(() => CtInventory.Scan(Path.Combine(_folder.Path, "nowhere"), cancellationToken: TestContext.Current.CancellationToken));

    [Fact]
    public void Scan_EmptyPath_Throws() =>
        Assert.Throws<ArgumentException>(() => CtInventory.Scan("", cancellationToken: TestContext.Current.CancellationToken));

    [Fact]
    public void Scan_MoreFilesThanTheLimit_Throws()
    {
        WriteStack(".", 3, "1");
        CtReadOptions options = new() { Limits = new DicomLimits { MaxFiles = 2 } };

        DicomException failure = Assert.Throws<DicomException>(() => CtInventory.Scan(_folder.Path, options, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("MaxFiles = 2", failure.Message);
    }

    [Fact]
    public void Scan_FoldersDeeperThanTheLimit_SkipsThem()
    {
        WriteStack("a/b", 2, "1");
        CtReadOptions options = new() { Limits = new DicomLimits { MaxFolderDepth = 1 } };

        CtInventory inventory = CtInventory.Scan(_folder.Path, options, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Empty(inventory.Series);
        Assert.Contains("MaxFolderDepth = 1", Assert.Single(inventory.Skipped).Reason);
    }

    [Fact]
    public void Scan_Progress_ReportsEveryFile()
    {
        WriteStack(".", 5, "1");
        List<CtScanProgress> seen = [];

        CtInventory.Scan(_folder.Path, new CtReadOptions { MaxDegreeOfParallelism = 1 }, new ListProgress(seen), TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(1, 5).Select(i => new CtScanProgress(i, 5)), seen);
    }

    [Fact]
    public void Scan_Cancelled_Throws()
    {
        WriteStack(".", 2, "1");
        using CancellationTokenSource source = new();
        source.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => CtInventory.Scan(_folder.Path, cancellationToken: source.Token));
    }

    [Fact]
    public void Scan_ParallelAndSerial_AreEqual()
    {
        WriteStack("a", 9, "1");
        WriteStack("b", 7, "2");

        CtInventory serial = CtInventory.Scan(_folder.Path, new CtReadOptions { MaxDegreeOfParallelism = 1 }, cancellationToken: TestContext.Current.CancellationToken);
        CtInventory parallel = CtInventory.Scan(_folder.Path, new CtReadOptions { MaxDegreeOfParallelism = 8 }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(serial.Series.SelectMany(entry => entry.Files), parallel.Series.SelectMany(entry => entry.Files));
    }

    [Fact]
    public void Scan_Links_AreNotFollowed()
    {
        using TempFolder outside = new();
        WriteStack("good", 3, "1");
        new TestSlice { Position = "0\\0\\50", SopUid = "1.2.3" }.Write(outside["secret.dcm"]);
        File.CreateSymbolicLink(_folder["good/outside.dcm"], outside["secret.dcm"]);
        File.CreateSymbolicLink(_folder["good/dangling.dcm"], _folder["nowhere.dcm"]);
        File.CreateSymbolicLink(_folder["good/inside.dcm"], _folder["good/0.dcm"]);
        Directory.CreateSymbolicLink(_folder["good/loop"], _folder.Path);
        Directory.CreateSymbolicLink(_folder["good/away"], outside.Path);

        CtInventory inventory = CtInventory.Scan(_folder.Path, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(3, Assert.Single(inventory.Series).SliceCount);
        Assert.Equal(
            [
                ("good/away", "link that leads outside the folder"),
                ("good/dangling.dcm", "link to a file that does not exist"),
                ("good/inside.dcm", "link to another place in the folder, read there"),
                ("good/loop", "link that leads outside the folder"),
                ("good/outside.dcm", "link that leads outside the folder"),
            ],
            inventory.Skipped.Select(file => (file.Path, file.Reason)));
    }

    [Fact]
    public void Scan_GivenFileIsALink_ReadsItsTarget()
    {
        new TestSlice().Write(_folder["real.dcm"]);
        File.CreateSymbolicLink(_folder["link.dcm"], _folder["real.dcm"]);

        Assert.Single(CtInventory.Scan(_folder["link.dcm"], cancellationToken: TestContext.Current.CancellationToken).Series);
    }

    [Fact]
    public void Scan_NamedPipe_IsNotOpened()
    {
        WriteStack(".", 2, "1");
        if (!OperatingSystem.IsWindows())
        {
            using Process made = Process.Start("mkfifo", [_folder["pipe.dcm"]]);
            made.WaitForExit();
        }

        CtInventory inventory = CtInventory.Scan(_folder.Path, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(2, Assert.Single(inventory.Series).SliceCount);
        Assert.All(inventory.Skipped, file => Assert.Equal("pipe.dcm", file.Path));
    }

    [Fact]
    public void Scan_OneDamagedSlice_LeavesItOutWithAWarning()
    {
        WriteStack(".", 4, "1");
        byte[] whole = File.ReadAllBytes(_folder["2.dcm"]);
        File.WriteAllBytes(_folder["2.dcm"], whole[..^10]);

        CtSeriesEntry entry = Assert.Single(CtInventory.Scan(_folder.Path, cancellationToken: TestContext.Current.CancellationToken).Series);

        Assert.Equal(3, entry.SliceCount);
        Assert.Contains(entry.Description.Warnings, warning => warning.Kind == CtWarningKind.SkippedFile && warning.Message.Contains("2.dcm"));
        Assert.Contains(entry.Description.Warnings, warning => warning.Kind == CtWarningKind.MissingSlices);
    }

    [Fact]
    public void Scan_PhasesInOneSeries_AreToldApartByAcquisition()
    {
        WriteStack("p1", 3, "1", slice => slice with { Acquisition = 1 });
        WriteStack("p2", 3, "1", slice => slice with { Acquisition = 2, SopUid = slice.SopUid + ".2", Intercept = "0" });

        CtInventory inventory = CtInventory.Scan(_folder.Path, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([1, 2], inventory.Series.Select(entry => entry.AcquisitionNumber));
        Assert.Equal(["p1", "p2"], inventory.Series.Select(entry => entry.RelativePath));
    }

    [Fact]
    public void Scan_AcquisitionNumberASlice_IsOneVolume()
    {
        int number = 0;
        WriteStack(".", 4, "1", slice => slice with { Acquisition = ++number });

        CtSeriesEntry entry = Assert.Single(CtInventory.Scan(_folder.Path, cancellationToken: TestContext.Current.CancellationToken).Series);

        Assert.Equal(4, entry.SliceCount);
        Assert.Null(entry.AcquisitionNumber);
    }

    [Fact]
    public void Scan_OneInstanceUidForAllSlices_KeepsEverySlice()
    {
        WriteStack(".", 4, "1", slice => slice with { SopUid = "1.2.3" });

        Assert.Equal(4, Assert.Single(CtInventory.Scan(_folder.Path, cancellationToken: TestContext.Current.CancellationToken).Series).SliceCount);
    }

    [Theory]
    [InlineData("1\\0\\0\\0\\0\\-1", CtOrientation.Coronal)]
    [InlineData("0\\1\\0\\0\\0\\-1", CtOrientation.Sagittal)]
    [InlineData("1\\0\\0\\0\\1\\0", CtOrientation.Axial)]
    [InlineData("0.7071\\0.7071\\0\\0\\0\\-1", CtOrientation.Oblique)]
    public void Scan_Orientation_NamesThePlane(string cosines, CtOrientation expected)
    {
        new TestSlice { Orientation = cosines }.Write(_folder["slice.dcm"]);

        CtSeriesEntry entry = Assert.Single(CtInventory.Scan(_folder.Path, cancellationToken: TestContext.Current.CancellationToken).Series);

        Assert.Equal(expected, entry.Geometry.Orientation);
    }

    private void WriteStack(string folder, int count, string uid, Func<TestSlice, TestSlice>? change = null)
    {
        int index = 0;
        foreach (TestSlice slice in TestSlice.Stack(count, uid))
        {
            (change?.Invoke(slice) ?? slice).Write(_folder[$"{folder}/{index++}.dcm"]);
        }
    }

    private sealed class ListProgress(List<CtScanProgress> seen) : IProgress<CtScanProgress>
    {
        public void Report(CtScanProgress value) => seen.Add(value);
    }
}
