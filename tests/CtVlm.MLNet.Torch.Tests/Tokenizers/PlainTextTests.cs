namespace CtVlm.MLNet.Torch.Tests;

/// <summary>The short way of texts that need no repair, against the long one that a last letter outside ASCII asks for.</summary>
public sealed class PlainTextTests
{
    private const string Last = "\u00e9";

    [Fact]
    public void Clean_PlainTexts_EqualsTheLongWay()
    {
        Random random = new(5);
        int plain = 0;
        for (int i = 0; i < 2000; i++)
        {
            string text = new([.. Enumerable.Range(0, random.Next(0, 40)).Select(_ => (char)random.Next(' ', '~' + 1))]);
            plain += TransformersText.IsPlain(text) ? 1 : 0;
            Assert.Equal(TransformersText.Clean(text + Last), TransformersText.Clean(text) + Last);
            string sentence = text.Replace('&', '+').TrimEnd(' ');
            Assert.Equal(OpenClipText.Clean(sentence + Last), OpenClipText.Clean(sentence) + Last);
        }

        Assert.InRange(plain, 1500, 2000);
    }

    [Theory]
    [InlineData(" Wall of the Ileum ", "Wall of the Ileum")]
    [InlineData("Cafe\u0301  Wall", "Caf\u00e9 Wall")]
    [InlineData("Wall &lt; 3 mm", "Wall < 3 mm")]
    public void CleanKeepingCase_PlainOrNot_KeepsTheCase(string text, string expected) => Assert.Equal(expected, OpenClipText.CleanKeepingCase(text));

    [Theory]
    [InlineData("Wall 7 mm", true)]
    [InlineData("", true)]
    [InlineData("two  spaces", false)]
    [InlineData("a\tb", false)]
    [InlineData("a\nb", false)]
    [InlineData("caf\u00e9", false)]
    [InlineData("\u007f", false)]
    public void IsPlain_Text_HoldsPrintableAsciiOnly(string text, bool expected) => Assert.Equal(expected, TransformersText.IsPlain(text));

    [Theory]
    [InlineData("a &amp; B", "a & b")]
    [InlineData(" Wall &lt; 3 mm ", "wall < 3 mm")]
    public void Clean_OpenClipWithEntities_DecodesThem(string text, string expected) => Assert.Equal(expected, OpenClipText.Clean(text));
}
