using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace CtVlm.MLNet.Torch;

/// <summary>Undoes the commonest damage of texts: UTF-8 that was read as Windows-1252.</summary>
/// <remarks>
/// A text is repaired when all of it fits into Windows-1252 and those bytes are valid UTF-8 with at least one sequence of several bytes; such
/// sequences hardly arise by chance. Texts that are damaged in parts only stay as they are.
/// <b>Source:</b> ftfy 6.3, documentation of fix_encoding; WHATWG Encoding Standard, index windows-1252.
/// </remarks>
internal static class Mojibake
{
    private const int MaxRounds = 4;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // The characters of the bytes 0x80 to 0x9f; the five bytes without one stand for themselves.
    private const string HighControls =
        "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f"
        + "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

    /// <summary>The text as it was before it was damaged, once or several times; the text itself where it is sound.</summary>
    public static string Undo(string text)
    {
        for (int round = 0; round < MaxRounds && TryUndoOnce(text, out string? repaired); round++)
        {
            text = repaired;
        }

        return text;
    }

    private static bool TryUndoOnce(string text, [NotNullWhen(true)] out string? repaired)
    {
        repaired = null;
        byte[] bytes = new byte[text.Length];
        bool isAscii = true;
        for (int i = 0; i < text.Length; i++)
        {
            if (!TryEncode(text[i], out bytes[i]))
            {
                return false;
            }

            isAscii &= bytes[i] < 0x80;
        }

        if (isAscii || !System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return false;
        }

        repaired = s_strict.GetString(bytes);
        return true;
    }

    private static bool TryEncode(char c, out byte value)
    {
        int high = c < 0x80 ? -1 : HighControls.IndexOf(c, StringComparison.Ordinal);
        value = high >= 0 ? (byte)(0x80 + high) : (byte)c;
        return high >= 0 || c < 0x80 || c is >= '\u00a0' and <= '\u00ff';
    }
}
