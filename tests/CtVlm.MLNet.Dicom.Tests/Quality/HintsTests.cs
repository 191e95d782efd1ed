using System.Text;

namespace CtVlm.MLNet.Dicom.Tests;

public sealed class HintsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ABD/PELVIS ARTERIAL 1.25", CtPhase.Arterial)]
    [InlineData("late arterial", CtPhase.Arterial)]
    [InlineData("Leber art.", CtPhase.Arterial)]
    [InlineData("Enteric phase 3mm", CtPhase.PortalVenous)]
    [InlineData("CE PORTAL-VENOUS", CtPhase.PortalVenous)]
    [InlineData("Abdomen venös 5.0", CtPhase.PortalVenous)]
    [InlineData("PV 2.0 B30f", CtPhase.PortalVenous)]
    [InlineData("5 MIN DELAY", CtPhase.Delayed)]
    [InlineData("Spätphase", CtPhase.Unknown)]
    [InlineData("Leber spät", CtPhase.Delayed)]
    [InlineData("ABD W/O CONTRAST", CtPhase.NonContrast)]
    [InlineData("non-contrast", CtPhase.NonContrast)]
    [InlineData("Nativ 5.0", CtPhase.NonContrast)]
    [InlineData("腹部 動脈相", CtPhase.Arterial)]
    [InlineData("门静脉期", CtPhase.PortalVenous)]
    [InlineData("arterial and portal", CtPhase.Unknown)]
    [InlineData("heart", CtPhase.Unknown)]
    [InlineData("Abdomen", CtPhase.Unknown)]
    [InlineData("", CtPhase.Unknown)]
    public void Find_Text_GivesTheOnePhaseThatItNames(string text, CtPhase expected) => Assert.Equal(expected, PhaseWords.Find(text));

    [Theory]
    [InlineData("B30f", "B30f")]
    [InlineData(@"Br40d\3", "Br40d")]
    [InlineData("standard", "STANDARD")]
    [InlineData("FC08-H", "FC08-H")]
    [InlineData("YA", "YA")]
    [InlineData(" ", "")]
    [InlineData("Muster^Erika", "OTHER")]
    [InlineData("Miller", "OTHER")]
    [InlineData("19480229", "OTHER")]
    [InlineData("B30f\u0007", "OTHER")]
    public void Of_Kernel_LetsThroughWhatLooksLikeOne(string text, string expected) => Assert.Equal(expected, KernelName.Of(text));

    [Fact]
    public void Scan_HeaderWithHints_GivesClosedFactsOnly()
    {
        Write(
        [
            .. TestSlice.Text(0x0008_103E, "LO", "Enteric for Muster"), .. TestSlice.Text(0x0018_0010, "LO", "ULTRAVIST ordered by Dr Miller"), .. TestSlice.Text(0x0018_0060, "DS", "120"),
            .. TestSlice.Text(0x0018_1030, "LO", "Erika protocol"), .. TestSlice.Text(0x0018_1100, "DS", "350"), .. TestSlice.Text(0x0018_1130, "DS", "151.5"),
            .. TestSlice.Text(0x0018_1210, "SH", "B30f"), .. TestSlice.Element(0x0018_9327, "FD", BitConverter.GetBytes(-12.5)),
        ]);

        CtSeriesDescription series = Scan();

        CtAcquisition expected = new()
        {
            SliceThicknessMm = 1, ConvolutionKernel = "B30f", Contrast = CtContrast.Yes, Phase = CtPhase.PortalVenous, KilovoltagePeak = 120, ReconstructionDiameterMm = 350,
            TableHeightMm = 151.5, TableHeightRangeMm = 0, TablePositionRangeMm = 0,
        };
        Assert.Equal(expected, series.Acquisition);
        Assert.DoesNotContain(["Muster", "Miller", "Erika", "ULTRAVIST"], word => series.ToString().Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("NONE", CtContrast.No)]
    [InlineData("", CtContrast.Unknown)]
    [InlineData("OMNIPAQUE 350", CtContrast.Yes)]
    public void Scan_ContrastAgent_SaysWhetherThereWasOne(string agent, CtContrast expected)
    {
        Write(TestSlice.Text(0x0018_0010, "LO", agent));

        Assert.Equal(expected, Scan().Acquisition.Contrast);
    }

    [Fact]
    public void Scan_ContrastAgentSequence_SaysThatThereWasOne()
    {
        byte[] item = [0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0];
        Write(TestSlice.Element(0x0018_0012, "SQ", item));

        Assert.Equal(CtContrast.Yes, Scan().Acquisition.Contrast);
    }

    [Fact]
    public void Scan_HintsOfAnyShape_NeverRefuseTheFile()
    {
        byte[] item = [0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0];
        Write(
        [
            .. TestSlice.Element(0x0008_103E, "SQ", item), .. TestSlice.Element(0x0018_0010, "UT", new byte[60_000]), .. TestSlice.Text(0x0018_0060, "DS", "Muster"),
            .. TestSlice.Element(0x0018_1100, "FD", BitConverter.GetBytes(double.NaN)), .. TestSlice.Element(0x0018_1130, "UN", [1, 2, 3, 4]),
            .. TestSlice.Element(0x0018_1210, "OB", Encoding.UTF8.GetBytes("\u0001\u0002")),
        ]);

        Assert.Equal(new CtAcquisition { SliceThicknessMm = 1, ConvolutionKernel = "OTHER" }, Scan().Acquisition);
    }

    [Fact]
    public void Scan_TableThatMovesUpAndKernelsThatDiffer_SaysSo()
    {
        int index = 0;
        foreach (TestSlice slice in TestSlice.Stack(3))
        {
            byte[] extra = [.. TestSlice.Text(0x0018_1130, "DS", $"{150 + (4 * index)}"), .. TestSlice.Text(0x0018_1210, "SH", $"B{index + 1}0f")];
            (slice with { Extra = extra }).Write(_folder[$"{index++}.dcm"]);
        }

        CtAcquisition acquisition = Scan().Acquisition;

        Assert.Equal((8.0, "MIXED"), (acquisition.TableHeightRangeMm, acquisition.ConvolutionKernel));
    }

    private void Write(byte[] extra) => new TestSlice { Extra = extra }.Write(_folder["slice.dcm"]);

    private CtSeriesDescription Scan() => Assert.Single(CtInventory.Scan(_folder.Path, cancellationToken: TestContext.Current.CancellationToken).Series).Description;
}
