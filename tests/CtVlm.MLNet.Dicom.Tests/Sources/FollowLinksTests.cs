namespace CtVlm.MLNet.Dicom.Tests;

public sealed class FollowLinksTests : IDisposable
{
    private static readonly CtReadOptions Follow = new() { FollowLinks = true };

    private readonly TempFolder _folder = new();
    private readonly TempFolder _outside = new();

    public FollowLinksTests()
    {
        int index = 0;
        foreach (TestSlice slice in TestSlice.Stack(4))
        {
            slice.Write(index < 2 ? _folder[$"here/{index}.dcm"] : _outside[$"there/{index}.dcm"]);
            index++;
        }
    }

    public void Dispose()
    {
        _folder.Dispose();
        _outside.Dispose();
    }

    [Fact]
    public void Scan_LinkedFolderAndFile_AreReadUnderTheirNamesInTheFolder()
    {
        Directory.CreateSymbolicLink(_folder["here/linked"], _outside["there"]);

        CtInventory inventory = Scan(Follow);

        Assert.Equal(4, Assert.Single(inventory.Series).SliceCount);
        Assert.Equal("here", inventory.Series[0].RelativePath);
        Assert.Empty(inventory.Skipped);
        Assert.Equal(2, Assert.Single(Scan(CtReadOptions.Default).Series).SliceCount);
    }

    [Fact]
    public void Scan_LinksThatFormCycles_VisitEachPlaceOnce()
    {
        Directory.CreateSymbolicLink(_folder["here/up"], _folder.Path);
        Directory.CreateSymbolicLink(_folder["here/out"], _outside.Path);
        Directory.CreateSymbolicLink(_outside["there/back"], _folder["here"]);
        Directory.CreateSymbolicLink(_outside["there/self"], _outside["there"]);
        File.CreateSymbolicLink(_folder["again.dcm"], _folder["here/0.dcm"]);

        CtInventory inventory = Scan(Follow);

        Assert.Equal(4, Assert.Single(inventory.Series).SliceCount);
        Assert.Equal(
            ["again.dcm", "here/out/there/back", "here/out/there/self", "here/up"],
            inventory.Skipped.Select(file => file.Path));
        Assert.All(inventory.Skipped, file => Assert.Contains("already", file.Reason));
    }

    [Fact]
    public void Scan_LinksThatLeadNowhere_AreSkipped()
    {
        File.CreateSymbolicLink(_folder["dangling.dcm"], _folder["nowhere.dcm"]);
        File.CreateSymbolicLink(_folder["a.dcm"], _folder["b.dcm"]);
        File.CreateSymbolicLink(_folder["b.dcm"], _folder["a.dcm"]);

        foreach (CtReadOptions options in new[] { Follow, CtReadOptions.Default })
        {
            CtInventory inventory = Scan(options);

            Assert.Equal(2, Assert.Single(inventory.Series).SliceCount);
            Assert.Equal(["a.dcm", "b.dcm", "dangling.dcm"], inventory.Skipped.Select(file => file.Path));
        }
    }

    [Fact]
    public void Scan_FileThatMayNotBeRead_IsSkippedBesideTheOthers()
    {
        new TestSlice { Position = "0\\0\\1.5", SopUid = "1.2.3", SeriesUid = TestSlice.Stack(1).First().SeriesUid }.Write(_folder["here/locked.dcm"]);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder["here/locked.dcm"], UnixFileMode.None);
        }

        CtInventory inventory = Scan(CtReadOptions.Default);

        // An administrator may read it all the same.
        bool isReadable = CanRead(_folder["here/locked.dcm"]);
        Assert.Equal(isReadable ? 3 : 2, Assert.Single(inventory.Series).SliceCount);
        Assert.Equal(isReadable ? [] : ["cannot be read (access denied)."], inventory.Skipped.Select(file => file.Reason));
    }

    [Fact]
    public void Read_FileThatCannotBeOpened_IsAResultWithTheReason()
    {
        // A folder cannot be opened as a file, whoever asks.
        ScannedFile file = SliceImageReader.Read(new DiskFile(_folder["here"], "here"), CtReadOptions.Default);

        Assert.Equal("cannot be read (access denied).", file.SkipReason);
        Assert.Empty(file.Images);
    }

    private static bool CanRead(string path)
    {
        try
        {
            File.ReadAllBytes(path);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private CtInventory Scan(CtReadOptions options) => CtInventory.Scan(_folder.Path, options, cancellationToken: TestContext.Current.CancellationToken);
}
