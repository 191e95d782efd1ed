namespace CtVlm.MLNet.Torch.Tests;

public class NeighbourStepTextTests
{
    private const string Window = """{"windows":[{"levelHu":40,"widthHu":400}],"function":"LinearExact","slices":"Uniform(32)","precision":"Float""";

    [Fact]
    public void ToJson_NeighboursNotAsked_IsTheTextOfBefore()
    {
        // Saved models and cache keys hold these texts.
        Assert.Equal(Window + "\"}", CtRendering.SoftTissue().ToJson());
        Assert.Equal(Window + "\"}", (CtRendering.NeighbouringSlices() with { NeighbourStep = null }).ToJson());
        Assert.Equal(
            """{"windows":[{"levelHu":0,"widthHu":2048},{"levelHu":40,"widthHu":350},{"levelHu":40,"widthHu":80}],"function":"LinearExact","slices":"Uniform(32)","precision":"Float"}""",
            CtRendering.MedGemmaRgb().ToJson());
        Assert.Equal("[L40 W400] LinearExact Uniform(32) Float", CtRendering.SoftTissue().ToString());
    }

    [Fact]
    public void ToJson_NeighboursAsked_EndsWithThem()
    {
        CtRendering rendering = CtRendering.NeighbouringSlices(step: 2);
        Assert.Equal(Window + "\",\"neighbourStep\":2}", rendering.ToJson());
        Assert.Equal(rendering, CtRendering.FromJson(rendering.ToJson()));
        CtRendering all = rendering with { Precision = RenderPrecision.EightBit, Rounding = EightBitRounding.Truncate, Filter = ResizeFilter.Bilinear };
        Assert.EndsWith(""","rounding":"Truncate","filter":"Bilinear","neighbourStep":2}""", all.ToJson());
        Assert.Equal(all, CtRendering.FromJson(all.ToJson()));
        Assert.Equal("[L40 W400] LinearExact Uniform(32) EightBit Truncate Bilinear Neighbours(2)", all.ToString());
    }

    [Fact]
    public void Equals_OtherStep_IsFalse()
    {
        CtRendering rendering = CtRendering.NeighbouringSlices(step: 2);
        Assert.Equal(CtRendering.SoftTissue() with { NeighbourStep = 2 }, rendering);
        Assert.Equal((CtRendering.SoftTissue() with { NeighbourStep = 2 }).GetHashCode(), rendering.GetHashCode());
        Assert.NotEqual(CtRendering.NeighbouringSlices(step: 1), rendering);
        Assert.NotEqual(CtRendering.SoftTissue(), rendering);
    }

    [Fact]
    public void Parse_Step_IsApplied()
    {
        Assert.Equal(CtRendering.NeighbouringSlices(), CtRendering.Parse("neighbouringslices"));
        Assert.Equal(CtRendering.NeighbouringSlices(step: 3, slices: SliceSelection.Uniform(16)), CtRendering.Parse("NeighbouringSlices:slices=16, Step=3"));
        Assert.Equal(CtRendering.NeighbouringSlices(step: 2), CtRendering.Parse("SoftTissue:step=2"));
    }

    [Theory]
    [InlineData("SoftTissue:step=0", "step: a whole number, 1 or more, expected, got '0'")]
    [InlineData("SoftTissue:step=-1", "step: a whole number, 1 or more, expected, got '-1'")]
    [InlineData("SoftTissue:step=1.5", "step: a whole number, 1 or more, expected, got '1.5'")]
    [InlineData("SoftTissue:step", "step: a whole number, 1 or more, expected, got ''")]
    [InlineData("SoftTissue:step=99999999999", "step: a whole number, 1 or more, expected, got '99999999999'")]
    [InlineData("SoftTissue:step=1,step=2", "step: given twice")]
    [InlineData("EnterographyRgb:step=1", "neighbourStep: neighbouring slices are the three channels, so 1 window expected, got 3")]
    public void Parse_StepThatCannotBe_SaysWhy(string text, string expected) =>
        Assert.Equal($"The settings of '{text.Split(':')[0]}' cannot be used. {expected}. (Parameter 'text')", Assert.Throws<ArgumentException>(() => CtRendering.Parse(text)).Message);

    [Theory]
    [InlineData("0", "neighbourStep: 1 or more expected, got 0")]
    [InlineData("1.5", "neighbourStep: a whole number expected, got 1.5")]
    [InlineData("\"2\"", "neighbourStep: a whole number expected, got \"2\"")]
    [InlineData("null", "neighbourStep: a whole number expected, got null")]
    [InlineData("1,\"neighbourStep\":1", "neighbourStep: given twice")]
    public void FromJson_StepThatCannotBe_SaysWhy(string value, string expected)
    {
        string json = Window + "\",\"neighbourStep\":" + value + "}";
        Assert.Equal($"The rendering is invalid. {expected}. (Parameter 'json')", Assert.Throws<ArgumentException>(() => CtRendering.FromJson(json)).Message);
    }
}
