namespace CtVlm.MLNet.Tests;

/// <summary>What counts as naming a class.</summary>
public sealed class ClassMentionsTests
{
    [Theory]
    [InlineData("Grade2, seen", 2)]
    [InlineData("grade 2 of the colon.", 2)]
    [InlineData("12 mm", -1)]
    [InlineData("2.5 mm", -1)]
    [InlineData("0.2", -1)]
    [InlineData("1 or 2", -1)]
    [InlineData("", -1)]
    public void FindOnly_Numbers_AreWhole(string text, int expected) => Assert.Equal(expected, new ClassMentions(["0", "1", "2"]).FindOnly(text));

    [Theory]
    [InlineData("MILD disease", 0)]
    [InlineData("mildly active", -1)]
    [InlineData("crohn_severe_03", 1)]
    [InlineData("not mild but severe", -1)]
    public void FindOnly_Words_AreWholeWhateverTheirCase(string text, int expected) => Assert.Equal(expected, new ClassMentions(["mild", "severe"]).FindOnly(text));
}
