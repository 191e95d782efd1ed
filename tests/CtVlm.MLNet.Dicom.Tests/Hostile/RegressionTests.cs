using CtVlm.MLNet.Fuzzing;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>What files that once were read wrongly are read to, or refused with.</summary>
public sealed class RegressionTests
{
    [Fact]
    public void Open_ThicknessWhoseSquareIsZero_TakesAStepOfAMillimetre()
    {
        using CtVolume volume = Open("thickness-1e-300");

        Assert.Equal([1, 1, 1], volume.Geometry.SpacingMm);
        Assert.Contains(volume.Series.Warnings, warning => warning.Kind == CtWarningKind.SingleSlice && warning.Message.Contains("no usable thickness"));
    }

    [Fact]
    public void Open_PixelSpacingWhoseSquareIsZero_IsRefused()
    {
        DicomGeometryException failure = Assert.Throws<DicomGeometryException>(() => Open("pixel-spacing-1e-300"));

        Assert.Contains("PixelSpacing (0028,0030)", failure.Message);
    }

    [Fact]
    public void Open_UnknownSequenceInBigEndian_IsSteppedOver()
    {
        using CtVolume volume = Open("big-endian-unknown-sequence");

        Assert.Equal([-1024, -1023, -1022, -1021, -1020, -1019], volume.ReadAll(1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Scan_SharedGroupsButNoFrames_IsSkippedWithTheReason()
    {
        CtInventory inventory = CtInventory.Scan(PathOf("shared-groups-without-frames"), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Empty(inventory.Series);
        Assert.Contains("PerFrameFunctionalGroupsSequence (5200,9230) has 0 items", Assert.Single(inventory.Skipped).Reason);
    }

    private static CtVolume Open(string name) => CtVolume.Open(PathOf(name));

    private static string PathOf(string name) => RepositoryFiles.Below("tests", "Hostile", "regressions", "file", name + ".dcm");
}
