namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>What the inventory says of stacks that are odd: one sentence a finding.</summary>
public sealed class FindingsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ge-missing-slice", CtWarningKind.MissingSlices, "1 of 8 slices is missing: 1 after slice 2 (10 mm from the first).")]
    [InlineData("ge-missing-two", CtWarningKind.MissingSlices, "2 of 8 slices are missing: 1 after slice 1 (5 mm from the first), 1 after slice 3 (20 mm from the first).")]
    [InlineData("ge-two-spacings", CtWarningKind.IrregularSpacing, "5 mm apart for the most part, but 2.5 to 5 mm in 3 of 7 steps")]
    [InlineData("ge-tilt", CtWarningKind.GantryTilt, "leans by 15 degrees")]
    [InlineData("ge-tilt-negative", CtWarningKind.GantryTilt, "leans by 18.5 degrees")]
    [InlineData("ge-overlap", CtWarningKind.OverlappingSlices, "5 mm thick and 2.5 mm apart: neighbours overlap by 2.5 mm")]
    [InlineData("fo-duplicate-file", CtWarningKind.DuplicateSlice, "used once")]
    [InlineData("ge-single-slice", CtWarningKind.SingleSlice, "one slice")]
    public void Scan_OddGoldenSeries_SaysSoInOneSentence(string id, CtWarningKind kind, string expected)
    {
        CtSeriesEntry entry = Assert.Single(CtInventory.Scan(GoldenSeries.PathOf(id), cancellationToken: TestContext.Current.CancellationToken).Series);

        CtWarning warning = Assert.Single(entry.Description.Warnings);
        Assert.Equal(kind, warning.Kind);
        Assert.Contains(expected, warning.Message);
        Assert.Equal(CtSeriesSplit.None, entry.SplitBy);
        Assert.Empty(entry.SplitReason);
    }

    [Theory]
    [InlineData("ge-axial")]
    [InlineData("ge-jitter")]
    [InlineData("ge-iop-jitter")]
    [InlineData("ge-large-offset")]
    public void Scan_RegularGoldenSeries_FindsNothing(string id) =>
        Assert.Empty(Assert.Single(CtInventory.Scan(GoldenSeries.PathOf(id), cancellationToken: TestContext.Current.CancellationToken).Series).Description.Warnings);

    [Fact]
    public void Scan_ThinSlicesFarApart_SaysWhatWasNotImaged()
    {
        Write(slice => slice with { Position = slice.Position![..^1] + (4 * (slice.Position![^1] - '0')) });

        Assert.Contains("1 mm thick and 4 mm apart: 3 mm between neighbours were not imaged", OnlyWarning(CtWarningKind.SliceGaps).Message);
    }

    [Fact]
    public void Scan_OneSliceMovedInItsPlane_NamesIt()
    {
        Write(slice => slice.Position == @"0\0\2" ? slice with { Position = @"6\0\2" } : slice);

        Assert.Contains("by up to 6 mm (slice 2)", OnlyWarning(CtWarningKind.InPlaneShift).Message);
    }

    [Fact]
    public void Scan_TolerancesWidened_FindsNothing()
    {
        Write(slice => slice.Position == @"0\0\2" ? slice with { Position = @"0\0\2.2" } : slice);

        Assert.Equal(CtWarningKind.IrregularSpacing, Assert.Single(Scan(CtReadOptions.Default).Description.Warnings).Kind);
        Assert.Empty(Scan(new CtReadOptions { SpacingTolerance = 0.25 }).Description.Warnings);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CtReadOptions { SpacingTolerance = 0.6 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CtReadOptions { TiltToleranceDegrees = -1 });
    }

    [Fact]
    public void Scan_TwoPhasesInOneSeries_SaysWhyTheyAreTwo()
    {
        CtInventory inventory = CtInventory.Scan(GoldenSeries.PathOf("fo-two-phases"), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(2, inventory.Series.Count);
        Assert.All(inventory.Series, entry =>
        {
            Assert.Equal(CtSeriesSplit.Acquisition, entry.SplitBy);
            Assert.Equal("One of 2 volumes of one series: their slices differ in acquisition number (0020,0012) at the same positions.", entry.SplitReason);
        });
    }

    [Fact]
    public void Scan_TwoSeriesInOneFolder_SaysThatTheUidTellsThemApart()
    {
        CtInventory inventory = CtInventory.Scan(GoldenSeries.PathOf("fo-two-series"), cancellationToken: TestContext.Current.CancellationToken);

        Assert.All(inventory.Series, entry => Assert.Equal(CtSeriesSplit.SeriesInstanceUid, entry.SplitBy));
        Assert.All(inventory.Series, entry => Assert.Contains("Another series", entry.SplitReason));
    }

    public static TheoryData<CtSeriesSplit> Differences =>
        [CtSeriesSplit.Orientation, CtSeriesSplit.Size, CtSeriesSplit.PixelSpacing, CtSeriesSplit.Phase, CtSeriesSplit.ImageType, CtSeriesSplit.ConvolutionKernel];

    [Theory]
    [MemberData(nameof(Differences))]
    public void Scan_SecondStackThatDiffers_SaysInWhat(CtSeriesSplit difference)
    {
        Write(slice => slice, "a");
        Write(slice => Change(slice, difference) with { SopUid = slice.SopUid + ".2", Intercept = "0" }, "b");

        CtInventory inventory = CtInventory.Scan(_folder.Path, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([difference, difference], inventory.Series.Select(entry => entry.SplitBy));
        Assert.All(inventory.Series, entry => Assert.Equal(5, entry.SliceCount));
        Assert.All(inventory.Series, entry => Assert.StartsWith("One of 2 volumes of one series: their slices differ in ", entry.SplitReason, StringComparison.Ordinal));
    }

    private static TestSlice Change(TestSlice slice, CtSeriesSplit difference) => difference switch
    {
        CtSeriesSplit.Orientation => slice with { Orientation = @"1\0\0\0\-1\0" },
        CtSeriesSplit.Size => slice with { Rows = 6, Columns = 4 },
        CtSeriesSplit.PixelSpacing => slice with { Spacing = @"2\2" },
        CtSeriesSplit.Phase => slice with { Extra = TestSlice.Text(0x0020_0100, "IS", "2") },
        CtSeriesSplit.ImageType => slice with { ImageType = @"DERIVED\PRIMARY\AXIAL" },
        _ => slice with { Extra = TestSlice.Text(0x0018_1210, "SH", "B60f") },
    };

    private CtWarning OnlyWarning(CtWarningKind kind) =>
        Assert.Single(Scan(CtReadOptions.Default).Description.Warnings, warning => warning.Kind == kind);

    private CtSeriesEntry Scan(CtReadOptions options) =>
        Assert.Single(CtInventory.Scan(_folder.Path, options, cancellationToken: TestContext.Current.CancellationToken).Series);

    private void Write(Func<TestSlice, TestSlice> change, string folder = ".")
    {
        int index = 0;
        foreach (TestSlice slice in TestSlice.Stack(5))
        {
            change(slice).Write(_folder[$"{folder}/{index++}.dcm"]);
        }
    }
}
