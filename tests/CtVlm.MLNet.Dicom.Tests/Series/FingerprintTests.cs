namespace CtVlm.MLNet.Dicom.Tests;

public sealed class FingerprintTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private int _count;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void GetContentFingerprint_OtherNamesAndIdentifiers_IsTheSame()
    {
        string first = Fingerprint(TestSlice.Stack(3, "1"));
        string second = Fingerprint(TestSlice.Stack(3, "2").Reverse());

        Assert.Equal(64, first.Length);
        Assert.Equal(first, second);
    }

    [Theory]
    [InlineData("pixel")]
    [InlineData("intercept")]
    [InlineData("slope")]
    [InlineData("position")]
    [InlineData("spacing")]
    public void GetContentFingerprint_OtherContent_Differs(string what)
    {
        string original = Fingerprint(TestSlice.Stack(3, "1"));
        string changed = Fingerprint(TestSlice.Stack(3, "1").Select((slice, z) => what switch
        {
            "pixel" => z == 1 ? slice with { Stored = [.. slice.Stored!.Select((value, i) => i == 7 ? (ushort)(value + 1) : value)] } : slice,
            "intercept" => slice with { Intercept = "-1000" },
            "slope" => z == 2 ? slice with { Slope = "2" } : slice,
            "position" => slice with { Position = slice.Position!.Replace("0\\0\\", "0\\1\\", StringComparison.Ordinal) },
            _ => slice with { Spacing = "1\\1.25" },
        }));

        Assert.NotEqual(original, changed);
    }

    private string Fingerprint(IEnumerable<TestSlice> slices)
    {
        string folder = $"series{_count++}";
        int index = 0;
        foreach (TestSlice slice in slices)
        {
            slice.Write(_folder[$"{folder}/{folder}-{index++}.dcm"]);
        }

        using CtVolume volume = CtVolume.Open(_folder[folder]);
        return volume.GetContentFingerprint(TestContext.Current.CancellationToken);
    }
}
