using System.Text;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class BertTextTests
{
    [Theory]
    [InlineData("Caf\u00e9 \u0130 \u00c5", "cafe i a")]
    [InlineData("a\tb\u00a0c\u2028d", "a b c d")]
    [InlineData("a\u0000\u0007\u200b\ufeff\ufffd\ue000b", "ab")]
    [InlineData("x\u80bay", "x \u80ba y")]
    [InlineData("\U0002a700\U0002b820", " \U0002a700 \U0002b820")]
    [InlineData("\uacb0", "\u1100\u1167\u11af")]
    [InlineData("\u03a9\u2126 \u0410\u0419", "\u03c9\u03c9 \u0430\u0438")]
    public void Normalize_Uncased_EqualsBert(string text, string expected) => Assert.Equal(expected, BertText.Normalize(text, BertTextRules.Uncased));

    [Fact]
    public void Normalize_LowerCaseWithAccents_KeepsTheDotOfTheCapitalI() =>
        Assert.Equal("\u00e9i\u0307", BertText.Normalize("\u00c9\u0130", BertTextRules.Uncased with { StripsAccents = false }));

    [Fact]
    public void Normalize_Cased_KeepsCaseAndAccents() =>
        Assert.Equal("\u00c9a", BertText.Normalize("\u00c9\u0007a", BertTextRules.Uncased with { StripsAccents = false, Lowers = false }));

    [Fact]
    public void Normalize_WithoutCleaning_KeepsControls() =>
        Assert.Equal("\u0007e\u200b", BertText.Normalize("\u0007\u00c9\u200b", BertTextRules.Uncased with { Cleans = false }));

    [Fact]
    public void Normalize_EveryCharacter_EqualsTheWholeTextDecomposed()
    {
        BertTextRules strips = new(Cleans: false, SplitsChinese: false, StripsAccents: true, Lowers: false);
        List<int> different = [];
        for (int value = 0; value <= 0x2ffff; value++)
        {
            if (!Rune.IsValid(value) || Rune.GetUnicodeCategory(new Rune(value)) == System.Globalization.UnicodeCategory.OtherNotAssigned)
            {
                continue;
            }

            string text = new Rune(value).ToString();
            string expected = string.Concat(text.Normalize(NormalizationForm.FormD).EnumerateRunes().Where(r => Rune.GetUnicodeCategory(r) != System.Globalization.UnicodeCategory.NonSpacingMark));
            if (BertText.Normalize(text, strips) != expected)
            {
                different.Add(value);
            }
        }

        Assert.Empty(different);
    }

    [Theory]
    [InlineData("mural hyper-enhancement.", new[] { "mural", "hyper", "-", "enhancement", "." })]
    [InlineData("  a_b  \u2013c\u3001", new[] { "a", "_", "b", "\u2013", "c", "\u3001" })]
    [InlineData("1+1=2", new[] { "1", "+", "1", "=", "2" })]
    [InlineData("\u00b15\u00b0", new[] { "\u00b15\u00b0" })]
    [InlineData("\U00010100x", new[] { "\U00010100", "x" })]
    [InlineData(" \n", new string[0])]
    public void MoveNext_Text_StopsAtEachWord(string text, string[] expected)
    {
        List<string> words = [];
        BertWords walk = new(text);
        while (walk.MoveNext())
        {
            words.Add(walk.Current.ToString());
        }

        Assert.Equal(expected, words);
    }
}
