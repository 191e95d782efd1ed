namespace CtVlm.MLNet.Tests;

/// <summary>The order of classes.</summary>
public sealed class LabelClassesTests
{
    [Fact]
    public void Of_TextOfNumbers_IsInTheirOrder()
    {
        LabelClasses classes = LabelClasses.Of([Text("10"), Text("2"), null, Text("10")]);
        Assert.Equal(["2", "10"], classes.Names);
        Assert.Equal([1, 0, -1, 1], classes.Numbers);
        Assert.True(classes.HasOrder);
    }

    [Theory]
    [InlineData("mild", "Severe")]
    [InlineData("1", "1.0")]
    [InlineData("1", "NaN")]
    [InlineData("2", "none")]
    public void Of_TextThatIsNoNumber_IsInTheOrderOfItsCodes(string first, string second)
    {
        LabelClasses classes = LabelClasses.Of([Text(first), Text(second)]);
        Assert.Equal(new[] { first, second }.Order(StringComparer.Ordinal), classes.Names);
        Assert.False(classes.HasOrder);
    }

    [Fact]
    public void Of_Keys_AreInTheirOrderUnlessAllAreNumbers()
    {
        Assert.Equal(["severe", "mild"], LabelClasses.Of([new LabelValue(2, "mild"), new LabelValue(1, "severe")]).Names);
        Assert.Equal(["0", "3"], LabelClasses.Of([new LabelValue(2, "0"), new LabelValue(1, "3")]).Names);
        Assert.True(LabelClasses.Of([new LabelValue(2, "mild"), new LabelValue(1, "severe")]).HasOrder);
    }

    private static LabelValue? Text(string name) => new LabelValue(0, name, IsText: true);
}
