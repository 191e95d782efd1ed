using System.Globalization;
using System.Text;

namespace CtVlm.MLNet.Dicom.Tests;

public sealed class EnhancedHintsTests
{
    private const int Frames = 3;

    private static readonly ElementNode[] SharedGroups =
    [
        Group(0x0018_9304, Text(0x0018_1130, "DS", "151.5")),
        Group(0x0018_9314, Text(0x0018_1100, "DS", "350"), Text(0x0018_1210, "SH", "B30f")),
        Group(0x0018_9325, Text(0x0018_0060, "DS", "100")),
        Group(0x0018_9341, Text(0x0018_9342, "CS", "YES"), Text(0x0018_9344, "CS", "PORTAL_VENOUS")),
    ];

    private static readonly CtAcquisition AsShared = new()
    {
        ConvolutionKernel = "B30f",
        Contrast = CtContrast.Yes,
        Phase = CtPhase.PortalVenous,
        KilovoltagePeak = 100,
        ReconstructionDiameterMm = 350,
        TableHeightMm = 151.5,
        TableHeightRangeMm = 0,
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Scan_SharedGroups_AreReadInEveryFormOfLength(int seed)
    {
        Assert.Equal(AsShared, Scan(SharedGroups, _ => [], seed: seed));
        Assert.Equal(AsShared, Scan([], _ => SharedGroups, seed: seed));
        Assert.Equal(AsShared, Scan(SharedGroups, _ => [], isImplicit: true, seed: seed));
    }

    [Fact]
    public void Scan_GroupsAndTopLevelDiffer_TheGroupsCount() =>
        Assert.Equal(AsShared, Scan(SharedGroups, _ => [], [Text(0x0018_0060, "DS", "140"), Text(0x0018_1130, "DS", "1"), Text(0x0018_1210, "SH", "B70f")]));

    [Fact]
    public void Scan_GroupsWithoutHints_LeaveTheTopLevel() =>
        Assert.Equal("B70f", Scan([Group(0x0018_9314)], _ => [Group(0x0018_9314)], [Text(0x0018_1210, "SH", "B70f")]).ConvolutionKernel);

    [Fact]
    public void Scan_FrameGroupsThatDiffer_SaySo()
    {
        CtAcquisition acquisition = Scan(SharedGroups, frame =>
        [
            Group(0x0018_9304, Text(0x0018_1130, "DS", string.Create(CultureInfo.InvariantCulture, $"{150 + (4 * frame)}"))),
            Group(0x0018_9314, Text(0x0018_1210, "SH", $"B{frame + 1}0f")),
            Group(0x0018_9326, new ElementNode(0x0018_9327, "FD", BitConverter.GetBytes(10.0 * frame), 8)),
        ]);

        Assert.Equal(
            AsShared with { ConvolutionKernel = "MIXED", TableHeightMm = 150, TableHeightRangeMm = 8, TablePositionRangeMm = 20 }, acquisition);
    }

    [Theory]
    [InlineData(CtContrast.No, "NO")]
    [InlineData(CtContrast.Yes, "YES")]
    [InlineData(CtContrast.Yes, "NO", "YES")]
    [InlineData(CtContrast.Yes, "YES", "NO")]
    [InlineData(CtContrast.No, "NO", "NO")]
    [InlineData(CtContrast.Unknown, "Muster")]
    public void Scan_AgentsOfAFrame_OneThatWasGivenIsEnough(CtContrast expected, params string[] administered)
    {
        ElementNode usage = new(0x0018_9341, "SQ", [], 1, [.. administered.Select(text => new[] { Text(0x0018_9342, "CS", text) })]);

        Assert.Equal(expected, Scan([usage], _ => []).Contrast);
    }

    [Theory]
    [InlineData("PRE_CONTRAST", CtPhase.NonContrast)]
    [InlineData("ARTERIAL", CtPhase.Arterial)]
    [InlineData("VENOUS", CtPhase.PortalVenous)]
    [InlineData("DELAYED", CtPhase.Delayed)]
    [InlineData("STEADY_STATE", CtPhase.Unknown)]
    [InlineData("Muster", CtPhase.Unknown)]
    public void Scan_AgentPhase_IsOneOfTheTerms(string term, CtPhase expected) =>
        Assert.Equal(expected, Scan([Group(0x0018_9341, Text(0x0018_9344, "CS", term))], _ => []).Phase);

    [Theory]
    [InlineData("SQ")]
    [InlineData("OB")]
    [InlineData("UN")]
    [InlineData("LO")]
    public void Scan_GroupsOfAnyShape_NeverRefuseTheFile(string vr)
    {
        ElementNode damaged = new(0x0018_9314, vr, "Muster^Erika"u8.ToArray(), 1);

        CtAcquisition acquisition = Scan([damaged, Group(0x0018_9325, Text(0x0018_0060, "DS", "100"))], _ => [damaged]);

        Assert.Equal(new CtAcquisition { KilovoltagePeak = vr == "SQ" ? null : 100 }, acquisition);
    }

    [Theory]
    [InlineData("SQ", true)]
    [InlineData("OB", false)]
    public void Scan_DamagedGroup_IsAWarningOfItsOwn(string vr, bool isDamage)
    {
        ElementNode group = new(0x0018_9314, vr, "Muster^Erika"u8.ToArray(), 1);

        CtSeriesEntry series = Assert.Single(Inventory([group], _ => []).Series);

        string[] damage = [.. series.Description.Warnings.Select(warning => warning.Message).Where(message => message.Contains("functional group that describes the acquisition is damaged", StringComparison.Ordinal))];
        Assert.Equal(isDamage ? 1 : 0, damage.Length);
        Assert.All(series.Description.Warnings, warning => Assert.DoesNotContain("Muster", warning.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Scan_GroupWithOtherElements_LeavesThemWhereTheyAre()
    {
        ElementNode group = Group(
            0x0018_9314, Text(0x0018_1210, "SH", "B30f"), Group(0x0018_9999, Text(0x0018_0060, "DS", "100")), Text(0x0028_1053, "DS", "7"), Group(0x0028_9110, Text(0x0028_0030, "DS", @"9\9 ")));

        CtSeriesEntry series = Assert.Single(Inventory([group], _ => []).Series);

        Assert.Equal(("B30f", (double?)null, 1.0), (series.Description.Acquisition.ConvolutionKernel, series.Description.Acquisition.KilovoltagePeak, series.Geometry.SpacingMm[1]));
    }

    [Fact]
    public void Scan_FramesOfTwoKernelsAtTheSamePlaces_AreTwoVolumes()
    {
        CtInventory inventory = Inventory(
            [], frame => [Group(0x0018_9314, Text(0x0018_1210, "SH", frame % 2 == 0 ? "B30f" : "B70f"))], frames: 6, position: frame => frame / 2);

        Assert.Equal(["B30f", "B70f"], inventory.Series.Select(series => series.Description.Acquisition.ConvolutionKernel));
        Assert.All(inventory.Series, series => Assert.Equal((CtSeriesSplit.ConvolutionKernel, 3), (series.SplitBy, series.SliceCount)));
    }

    private static ElementNode Group(uint tag, params ElementNode[] item) => new(tag, "SQ", [], 1, [item]);

    private static ElementNode Text(uint tag, string vr, string value) => new(tag, vr, Encoding.ASCII.GetBytes(value.Length % 2 == 0 ? value : value + " "), 1);

    private static ElementNode Word(uint tag, int value) => new(tag, "US", BitConverter.GetBytes((ushort)value), 2);

    private static CtAcquisition Scan(ElementNode[] shared, Func<int, ElementNode[]> perFrame, ElementNode[]? top = null, bool isImplicit = false, int seed = 1) =>
        Assert.Single(Inventory(shared, perFrame, top, isImplicit, seed).Series).Description.Acquisition;

    private static CtInventory Inventory(
        ElementNode[] shared, Func<int, ElementNode[]> perFrame, ElementNode[]? top = null, bool isImplicit = false, int seed = 1, int frames = Frames, Func<int, int>? position = null)
    {
        IEnumerable<ElementNode> elements =
        [
            Text(0x0008_0060, "CS", "CT"), Text(0x0020_000E, "UI", "1.2.34"), Word(0x0028_0002, 1), Text(0x0028_0004, "CS", "MONOCHROME2"),
            Text(0x0028_0008, "IS", string.Create(CultureInfo.InvariantCulture, $"{frames}")), Word(0x0028_0010, 2), Word(0x0028_0011, 2), Word(0x0028_0100, 16),
            Word(0x0028_0101, 16), Word(0x0028_0102, 15), Word(0x0028_0103, 0), .. top ?? [],
            Group(0x5200_9229, Ascending(
                [
                    .. shared, Group(0x0020_9116, Text(0x0020_0037, "DS", @"1\0\0\0\1\0 ")), Group(0x0028_9110, Text(0x0028_0030, "DS", @"1\1 ")),
                    Group(0x0028_9145, Text(0x0028_1052, "DS", "-1024 "), Text(0x0028_1053, "DS", "1")),
                ])),
            new(0x5200_9230, "SQ", [], 1, [.. Enumerable.Range(0, frames).Select(frame => Ascending(
                [.. perFrame(frame), Group(0x0020_9113, Text(0x0020_0032, "DS", string.Create(CultureInfo.InvariantCulture, $@"0\0\{position?.Invoke(frame) ?? frame}")))]))]),
            new(0x7FE0_0010, "OW", [.. Enumerable.Range(0, frames * 8).Select(i => (byte)i)], 2),
        ];
        byte[] dataset = new DatasetEncoder(new Random(seed), isImplicit ? DicomEncoding.ImplicitLittleEndian : DicomEncoding.ExplicitLittleEndian)
            .Write(elements.OrderBy(element => element.Tag)).ToArray();
        byte[] meta = [.. new byte[128], .. "DICM"u8, .. TestSlice.Text(0x0002_0010, "UI", isImplicit ? "1.2.840.10008.1.2" : "1.2.840.10008.1.2.1")];
        return CtInventory.Scan([DicomInput.FromBytes("enhanced.dcm", (byte[])[.. meta, .. dataset])], cancellationToken: TestContext.Current.CancellationToken);
    }

    private static ElementNode[] Ascending(IEnumerable<ElementNode> elements) => [.. elements.OrderBy(element => element.Tag)];
}
