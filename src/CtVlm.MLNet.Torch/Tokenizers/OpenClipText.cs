using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace CtVlm.MLNet.Torch;

/// <summary>open_clip's cleaning: what the ftfy library repairs, HTML entities twice, white space collapsed, lower case.</summary>
/// <remarks>
/// Of ftfy's repairs this does the wrongly decoded text, quotes, ligatures, half- and full-width forms, control characters, entities, line ends, composition.
/// <b>Source:</b> mlfoundations/open_clip, src/open_clip/tokenizer.py (MIT); ftfy 6.3, documentation of TextFixerConfig.
/// </remarks>
internal static partial class OpenClipText
{
    /// <summary>What begins a text, where a text spells it out.</summary>
    public const string StartToken = "<start_of_text>";

    /// <summary>What ends a text, where a text spells it out.</summary>
    public const string EndToken = "<end_of_text>";

    // Each character of the left text becomes the right text: quotes, the wide space, ligatures.
    private static readonly Dictionary<char, string> s_replacements = new (string From, string To)[]
    {
        ("\u02bc\u2018\u2019\u201a\u201b", "'"),
        ("\u201c\u201d\u201e\u201f", "\""),
        ("\u3000", " "),
        ("\u0132", "IJ"),
        ("\u0133", "ij"),
        ("\u0149", "'n"),
        ("\u01f1", "DZ"),
        ("\u01f2", "Dz"),
        ("\u01f3", "dz"),
        ("\u01c4", "D\u017d"),
        ("\u01c5", "D\u017e"),
        ("\u01c6", "d\u017e"),
        ("\u01c7", "LJ"),
        ("\u01c8", "Lj"),
        ("\u01c9", "lj"),
        ("\u01ca", "NJ"),
        ("\u01cb", "Nj"),
        ("\u01cc", "nj"),
        ("\ufb00", "ff"),
        ("\ufb01", "fi"),
        ("\ufb02", "fl"),
        ("\ufb03", "ffi"),
        ("\ufb04", "ffl"),
        ("\ufb05", "\u017ft"),
        ("\ufb06", "st"),
    }.SelectMany(row => row.From.Select(c => (c, row.To))).ToDictionary(pair => pair.c, pair => pair.To);

    /// <summary>Cleans a text, for CLIP's own tokenizer.</summary>
    public static string Clean(string text) => TransformersText.Lower(CleanKeepingCase(text));

    /// <summary>Cleans a text but for its case, for tokenizers that decide on it themselves.</summary>
    public static string CleanKeepingCase(string text)
    {
        // Without an entity there is nothing to decode in such a text, and nothing to repair.
        if (TransformersText.IsPlain(text) && !text.Contains('&', StringComparison.Ordinal))
        {
            return text.Trim();
        }

        string repaired = Repair(TransformersText.Compose(text));
        string decoded = WebUtility.HtmlDecode(WebUtility.HtmlDecode(repaired));
        return WhiteSpace().Replace(decoded.Trim(), " ");
    }

    private static string Repair(string text)
    {
        // An entity in a text with a tag is taken as markup and left alone.
        string decoded = Mojibake.Undo(text.Contains('<', StringComparison.Ordinal) ? text : WebUtility.HtmlDecode(text));
        StringBuilder result = new(decoded.Length);
        foreach (char c in TerminalEscape().Replace(decoded, "").Replace("\r\n", "\n", StringComparison.Ordinal))
        {
            if (s_replacements.TryGetValue(c, out string? replacement))
            {
                result.Append(replacement);
            }
            else if (c is >= '\uff01' and <= '\uffef')
            {
                result.Append(c.ToString().Normalize(NormalizationForm.FormKC));
            }
            else if (!IsControl(c))
            {
                result.Append(c is '\r' or '\u2028' or '\u2029' or '\u0085' ? '\n' : c);
            }
        }

        return result.ToString().Normalize(NormalizationForm.FormC);
    }

    private static bool IsControl(char c) =>
        c is <= '\u0008' or '\u000b' or (>= '\u000e' and <= '\u001f') or '\u007f' or (>= '\u206a' and <= '\u206f') or '\ufeff' or (>= '\ufff9' and <= '\ufffc');

    [GeneratedRegex(@"\x1b\[((?:\d|;)*)([a-zA-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex TerminalEscape();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex WhiteSpace();
}
