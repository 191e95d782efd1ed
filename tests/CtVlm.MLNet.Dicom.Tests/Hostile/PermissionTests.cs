namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>A file that must not be read beside good slices. The superuser may read everything; then all slices are there.</summary>
public sealed class PermissionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Scan_FileWithoutReadPermission_IsSkippedAndNamed()
    {
        foreach ((TestSlice slice, int index) in TestSlice.Stack(3).Select((slice, index) => (slice, index)))
        {
            slice.Write(_folder[$"{index}.dcm"]);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder["2.dcm"], UnixFileMode.None);
        }

        bool isReadable = CanRead(_folder["2.dcm"]);

        CtInventory inventory = CtInventory.Scan(_folder.Path, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(isReadable ? 3 : 2, Assert.Single(inventory.Series).SliceCount);
        Assert.Equal(isReadable ? [] : [("2.dcm", "cannot be read (access denied).")], inventory.Skipped.Select(file => (file.Path, file.Reason)));
    }

    private static bool CanRead(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
