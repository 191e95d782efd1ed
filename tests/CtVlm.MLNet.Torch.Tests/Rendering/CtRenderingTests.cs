namespace CtVlm.MLNet.Torch.Tests;

public class CtRenderingTests
{
    [Fact]
    public void Equals_SameNumbers_IsTrueWithEqualHash()
    {
        CtRendering one = new() { Windows = new List<HuWindow> { new(40, 400), new(90, 180), new(-50, 300) }, Slices = SliceSelection.Uniform(16) };
        CtRendering other = CtRendering.EnterographyRgb(SliceSelection.Uniform(16));
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.True(one == other);
    }

    [Fact]
    public void Equals_AnyOtherNumber_IsFalse()
    {
        CtRendering rendering = CtRendering.EnterographyRgb();
        Assert.NotEqual(rendering, rendering with { Windows = [new(40, 400), new(90, 180), new(-50, 301)] });
        Assert.NotEqual(rendering, rendering with { Windows = [new(40, 400)] });
        Assert.NotEqual(rendering, rendering with { Slices = SliceSelection.Uniform(31) });
        Assert.NotEqual(rendering, rendering with { Precision = RenderPrecision.EightBit });
        Assert.NotEqual(rendering, rendering with { Function = WindowFunction.Linear });
        Assert.NotEqual(rendering, rendering with { Rounding = EightBitRounding.Truncate });
        Assert.NotEqual(rendering, rendering with { Filter = ResizeFilter.Bicubic });
        Assert.False(rendering.Equals(null));
    }

    [Fact]
    public void Windows_ListChangedLater_StayAsGiven()
    {
        List<HuWindow> list = [new(40, 400)];
        CtRendering rendering = new() { Windows = list };
        list[0] = new(0, 1);
        Assert.Equal([new HuWindow(40, 400)], rendering.Windows);
    }

    [Fact]
    public void Validate_SeveralViolations_NamesThemAllInOneMessage()
    {
        CtRendering rendering = new()
        {
            Windows = [new(double.NaN, 400), new(40, 0)],
            Function = (WindowFunction)5,
            Precision = (RenderPrecision)6,
            Rounding = (EightBitRounding)7,
            Filter = (ResizeFilter)8,
            Slices = null!,
        };
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => rendering.Validate());
        Assert.Equal(
            "The rendering is invalid. windows: 1 or 3 expected, got 2; windows[0].levelHu: -1000000 to 1000000 expected, got NaN; "
            + "windows[1].widthHu: above 0, up to 1000000, expected, got 0; function: LinearExact, Linear, Sigmoid expected, got 5; "
            + "precision: Float, EightBit expected, got 6; rounding: HalfUp, Truncate, HalfToEven expected, got 7; "
            + "filter: Bicubic, Bilinear, BilinearWithoutAntialias expected, got 8; slices: a selection expected, got null.",
            thrown.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e7)]
    public void Validate_WidthOutsideLimits_Throws(double width) =>
        Assert.Throws<ArgumentException>("here", () => new CtRendering { Windows = [new(0, width)] }.Validate("here"));

    [Fact]
    public void Validate_LinearBelowWidthOne_Throws()
    {
        CtRendering rendering = new() { Windows = [new(0, 0.5)] };
        rendering.Validate();
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => (rendering with { Function = WindowFunction.Linear }).Validate());
        Assert.Contains("1 or more for Linear", thrown.Message);
    }

    [Fact]
    public void Presets_Windows_AreThoseOfTheirSources()
    {
        Assert.Equal([new(40, 400), new(90, 180), new(-50, 300)], CtRendering.EnterographyRgb().Windows);
        Assert.Equal([new(0, 2048), new(40, 350), new(40, 80)], CtRendering.MedGemmaRgb().Windows);
        Assert.Equal([new HuWindow(40, 400)], CtRendering.SoftTissue().Windows);
        Assert.Equal(["EnterographyRgb", "MedGemmaRgb", "SoftTissue", "NeighbouringSlices"], CtRendering.PresetNames);
    }
}
