using System.Buffers;
using System.Globalization;
using System.Text;

namespace CtVlm.MLNet.Torch;

/// <summary>BERT's normaliser of texts.</summary>
/// <remarks>
/// A text takes time in proportion to its length, whatever it holds: characters are decomposed one by one, which differs from decomposing the
/// whole only in the order of accents, and those are removed.
/// <b>Source:</b> google-research/bert, tokenization.py (Apache-2.0); huggingface/tokenizers, tokenizers/src/normalizers/bert.rs (Apache-2.0).
/// </remarks>
internal static class BertText
{
    private const int FirstComposed = 0xc0;
    private const int DottedCapitalI = 0x130;
    private const int LongestDecomposition = 32;

    // What cleaning touches in ASCII: controls, of which tab and line ends are white space that the split into words knows as well.
    private static readonly SearchValues<char> s_controls = SearchValues.Create([.. Enumerable.Range(0, 32).Where(c => c is not ('\t' or '\n' or '\r')).Select(c => (char)c), '\u007f']);

    /// <summary>Applies the rules to a text; lone surrogates, which no encoding can express, become the replacement character, which cleaning removes.</summary>
    public static string Normalize(string text, BertTextRules rules)
    {
        if (Ascii.IsValid(text) && !(rules.Cleans && text.AsSpan().ContainsAny(s_controls)))
        {
            return rules.Lowers ? text.ToLowerInvariant() : text;
        }

        StringBuilder result = new(text.Length + 16);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rules.Cleans && IsRemoved(rune))
            {
                continue;
            }

            bool isWord = rules.SplitsChinese && IsChinese(rune.Value);
            result.Append(isWord ? " " : "");
            AppendFolded(result, rules.Cleans && Rune.IsWhiteSpace(rune) ? new Rune(' ') : rune, rules);
            result.Append(isWord ? " " : "");
        }

        return result.ToString();
    }

    private static void AppendFolded(StringBuilder result, Rune rune, BertTextRules rules)
    {
        if (!rules.StripsAccents)
        {
            AppendCased(result, rune, rules.Lowers);
            return;
        }

        // Unassigned characters have no decomposition, and some systems refuse to look for one.
        if (rune.Value < FirstComposed || Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherNotAssigned)
        {
            AppendCased(result, rune, rules.Lowers);
            return;
        }

        Span<char> whole = stackalloc char[2];
        Span<char> parts = stackalloc char[LongestDecomposition];
        whole = whole[..rune.EncodeToUtf16(whole)];
        parts = whole.TryNormalize(parts, out int length) ? parts[..length] : whole;
        foreach (Rune part in parts.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark)
            {
                AppendCased(result, part, rules.Lowers);
            }
        }
    }

    // .NET maps one character to one; the dotted capital I is the one letter whose lower case is two.
    private static void AppendCased(StringBuilder result, Rune rune, bool lowers)
    {
        if (lowers && rune.Value == DottedCapitalI)
        {
            result.Append("i\u0307");
            return;
        }

        Span<char> encoded = stackalloc char[2];
        result.Append(encoded[..(lowers ? Rune.ToLowerInvariant(rune) : rune).EncodeToUtf16(encoded)]);
    }

    private static bool TryNormalize(this Span<char> source, Span<char> destination, out int length) =>
        ((ReadOnlySpan<char>)source).TryNormalize(destination, out length, NormalizationForm.FormD);

    private static bool IsRemoved(Rune rune) =>
        rune.Value is not ('\t' or '\n' or '\r')
        && (rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse);

    // The ranges of the tokenizers library, with the gap before U+2B920 that it has.
    private static bool IsChinese(int value) => value
        is (>= 0x4e00 and <= 0x9fff)
        or (>= 0x3400 and <= 0x4dbf)
        or (>= 0x20000 and <= 0x2a6df)
        or (>= 0x2a700 and <= 0x2b73f)
        or (>= 0x2b740 and <= 0x2b81f)
        or (>= 0x2b920 and <= 0x2ceaf)
        or (>= 0xf900 and <= 0xfaff)
        or (>= 0x2f800 and <= 0x2fa1f);
}
