namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>The limits on images; those on headers, folders, archives and volumes are tested with what they bound.</summary>
public sealed class DicomLimitsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_SliceOfMorePixelsThanTheLimit_Throws()
    {
        new TestSlice().Write(_folder["IM1"]);

        AssertRefused(new DicomLimits { MaxSlicePixels = 23 }, "MaxSlicePixels = 23");
        using CtVolume fits = CtVolume.Open(_folder.Path, new CtReadOptions { Limits = new DicomLimits { MaxSlicePixels = 24 } });
        Assert.Equal(1, fits.SliceCount);
    }

    [Fact]
    public void Open_MoreFramesThanTheLimit_Throws()
    {
        new TestSlice { Extra = TestSlice.Text(0x0028_0008, "IS", "7") }.Write(_folder["IM1"]);

        AssertRefused(new DicomLimits { MaxFrames = 6 }, "must be 1 to 6, got 7");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Init_BelowOne_Throws(int value)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DicomLimits { MaxElements = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DicomLimits { MaxSequenceBytes = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DicomLimits { MaxSequenceDepth = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DicomLimits { MaxFragments = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DicomLimits { MaxVolumeBytes = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DicomLimits { MaxArchiveEntryBytes = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DicomLimits { MaxBufferedBytes = value });
    }

    private void AssertRefused(DicomLimits limits, string expected) => Assert.Contains(
        expected, Assert.ThrowsAny<DicomException>(() => CtVolume.Open(_folder.Path, new CtReadOptions { Limits = limits })).Message);
}
