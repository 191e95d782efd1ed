using System.Globalization;

namespace CtVlm.MLNet.Torch.Tests;

public class CtRenderingTextTests
{
    [Fact]
    public void Parse_PresetAlone_IsThePreset()
    {
        Assert.Equal(CtRendering.EnterographyRgb(), CtRendering.Parse("EnterographyRgb"));
        Assert.Equal(CtRendering.MedGemmaRgb(), CtRendering.Parse("medgemmargb"));
        Assert.Equal(CtRendering.SoftTissue(), CtRendering.Parse(" SoftTissue "));
    }

    [Fact]
    public void Parse_Settings_AreApplied()
    {
        Assert.Equal(CtRendering.EnterographyRgb(SliceSelection.Uniform(16)), CtRendering.Parse("EnterographyRgb:slices=16"));
        Assert.Equal(
            CtRendering.SoftTissue(SliceSelection.Every(5), RenderPrecision.EightBit) with { Function = WindowFunction.Sigmoid },
            CtRendering.Parse("SoftTissue:slices=Every(5mm), precision=eightbit, Function=Sigmoid"));
        Assert.Equal(CtRendering.SoftTissue(SliceSelection.All), CtRendering.Parse("SoftTissue:slices=all"));
        Assert.Equal(
            CtRendering.MedGemmaRgb(precision: RenderPrecision.EightBit) with { Rounding = EightBitRounding.HalfToEven, Filter = ResizeFilter.BilinearWithoutAntialias },
            CtRendering.Parse("MedGemmaRgb:precision=EightBit,rounding=halftoeven,filter=BilinearWithoutAntialias"));
        Assert.Equal(CtRendering.SoftTissue(SliceSelection.Range(10, 50)), CtRendering.Parse("SoftTissue:slices=Range(10..50)"));
    }

    [Fact]
    public void Parse_UnknownPreset_ListsTheKnownOnes()
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => CtRendering.Parse("Bone:slices=3"));
        Assert.Equal(
            "There is no rendering called 'Bone'. Known: EnterographyRgb, MedGemmaRgb, SoftTissue, NeighbouringSlices. A rendering of your own goes into a JSON file. (Parameter 'text')",
            thrown.Message);
    }

    [Fact]
    public void Parse_SeveralBadSettings_NamesThemAll()
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => CtRendering.Parse("SoftTissue:slices=0,precision=16,width=4,slices=3,"));
        Assert.Equal(
            "The settings of 'SoftTissue' cannot be used. slices: 'Uniform(0)' is no slice selection; expected All, Uniform(16), Every(5mm), "
            + "Range(10..50), Range(100mm..250mm), BodyExtent(16) or Planes(16,8,8), with numbers above 0 and ranges that are not empty; precision: Float, EightBit expected, got '16'; "
            + "'width=4': slices=, precision=, function=, rounding=, filter= or step= expected; slices: given twice; '': slices=, precision=, function=, rounding=, filter= or step= expected. (Parameter 'text')",
            thrown.Message);
    }

    [Fact]
    public void ToJson_Preset_IsTheCanonicalText() => Assert.Equal(
        """{"windows":[{"levelHu":40,"widthHu":400},{"levelHu":90,"widthHu":180},{"levelHu":-50,"widthHu":300}],"function":"LinearExact","slices":"Uniform(32)","precision":"Float"}""",
        CtRendering.EnterographyRgb().ToJson());

    [Theory]
    [InlineData(RenderPrecision.Float)]
    [InlineData(RenderPrecision.EightBit)]
    public void ToJson_RoundingAndFilterNotAsked_HasNoWordOfThem(RenderPrecision precision)
    {
        // Saved models and cache keys hold this text.
        string expected = """{"windows":[{"levelHu":40,"widthHu":400}],"function":"LinearExact","slices":"Uniform(32)","precision":"PRECISION"}"""
            .Replace("PRECISION", precision.ToString());
        Assert.Equal(expected, CtRendering.SoftTissue(precision: precision).ToJson());
        Assert.Equal(expected, (CtRendering.SoftTissue(precision: precision) with { Rounding = EightBitRounding.HalfUp, Filter = null }).ToJson());
        Assert.Equal(expected, CtRendering.FromJson(expected[..^1] + ""","rounding":"HalfUp"}""").ToJson());
    }

    [Fact]
    public void ToJson_RoundingAndFilterAsked_FollowThePrecision()
    {
        CtRendering rendering = CtRendering.SoftTissue(precision: RenderPrecision.EightBit) with
        {
            Rounding = EightBitRounding.Truncate,
            Filter = ResizeFilter.BilinearWithoutAntialias,
        };
        Assert.EndsWith(""","precision":"EightBit","rounding":"Truncate","filter":"BilinearWithoutAntialias"}""", rendering.ToJson());
        Assert.Equal("[L40 W400] LinearExact Uniform(32) EightBit Truncate BilinearWithoutAntialias", rendering.ToString());
    }

    [Fact]
    public void FromJson_OfToJson_IsEqual()
    {
        Random random = new(5);
        SliceSelection[] selections = [SliceSelection.All, SliceSelection.Uniform(7), SliceSelection.Every(0.1 + 0.2), SliceSelection.Range(3, 9), SliceSelection.RangeMm(0.5, 1e3 / 3)];
        for (int trial = 0; trial < 100; trial++)
        {
            CtRendering rendering = new()
            {
                Windows = [.. Enumerable.Range(0, trial % 2 == 0 ? 1 : 3).Select(_ => new HuWindow((random.NextDouble() - 0.5) * 4000, 1 + (random.NextDouble() * 4000)))],
                Function = (WindowFunction)(trial % 3),
                Precision = (RenderPrecision)(trial % 2),
                Slices = selections[trial % selections.Length],
                Rounding = (EightBitRounding)(trial / 2 % 3),
                Filter = trial / 3 % 4 == 3 ? null : (ResizeFilter)(trial / 3 % 4),
            };
            string json = rendering.ToJson();
            Assert.Equal(rendering, CtRendering.FromJson(json));
            Assert.Equal(json, CtRendering.FromJson(json).ToJson());
        }
    }

    [Fact]
    public void ToJson_OtherCulture_IsTheSame()
    {
        CtRendering rendering = new() { Windows = [new(0.5, 1.25)], Slices = SliceSelection.Every(2.5) };
        string expected = rendering.ToJson();
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE") { NumberFormat = { NumberDecimalSeparator = "," } };
            Assert.Equal(expected, rendering.ToJson());
            Assert.Equal(rendering, CtRendering.FromJson(expected));
            Assert.Equal("[L0.5 W1.25] LinearExact Every(2.5mm) Float", rendering.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void ToJson_EqualRenderings_HaveOneText() => Assert.Equal(
        new CtRendering { Windows = [new(0, 400)] }.ToJson(),
        new CtRendering { Windows = [new(-0.0, 400)] }.ToJson());

    [Fact]
    public void FromJson_WindowsAlone_TakesDefaults() =>
        Assert.Equal(CtRendering.SoftTissue(), CtRendering.FromJson("""{ "windows": [ { "widthHu": 400, "levelHu": 40.0 } ] }"""));

    [Fact]
    public void FromJson_ManyFaults_NamesThemAll()
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => CtRendering.FromJson(
            """{"windows":[{"levelHu":40},{"levelHu":"x","widthHu":-1,"color":1}],"slices":"Some","precision":1,"function":"Cubic","size":3,"slices":"All"}"""));
        Assert.Equal(
            "The rendering is invalid. windows[0]: levelHu and widthHu expected; windows[1].levelHu: one number levelHu and one number widthHu expected; "
            + "windows[1].color: one number levelHu and one number widthHu expected; windows[1]: levelHu and widthHu expected; "
            + "slices: 'Some' is no slice selection; expected All, Uniform(16), Every(5mm), Range(10..50), Range(100mm..250mm), BodyExtent(16) or Planes(16,8,8), with numbers above 0 and "
            + "ranges that are not empty; precision: Float, EightBit expected, got 'Number'; function: LinearExact, Linear, Sigmoid expected, got 'Cubic'; "
            + "size: unknown; windows, function, slices, precision, rounding, filter and neighbourStep are known; slices: given twice; windows: 1 or 3 expected, got 2; "
            + "windows[1].widthHu: above 0, up to 1000000, expected, got -1. (Parameter 'json')",
            thrown.Message);
    }

    [Theory]
    [InlineData("{}", "windows: missing")]
    [InlineData("[]", "an object expected, got Array")]
    [InlineData("""{"windows":4}""", "windows: a list expected, got Number")]
    [InlineData("""{"windows":[4]}""", "windows[0]: levelHu and widthHu expected")]
    [InlineData("""{"windows":[{"levelHu":0,"widthHu":1e999}]}""", "windows[0].widthHu")]
    [InlineData("""{"windows":[{"levelHu":0,"levelHu":1,"widthHu":1}]}""", "windows[0].levelHu")]
    [InlineData("""{"windows":[]""", "not JSON: line 1")]
    public void FromJson_Malformed_SaysWhere(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(nameof(json), () => CtRendering.FromJson(json)).Message);
}
