using System.Globalization;
using System.Text;

namespace CtVlm.MLNet.Torch;

/// <summary>Walks over the words of a normalised text: white space separates them, and each punctuation character is a word.</summary>
/// <remarks><b>Source:</b> huggingface/tokenizers, tokenizers/src/pre_tokenizers/bert.rs (Apache-2.0).</remarks>
internal ref struct BertWords
{
    private ReadOnlySpan<char> _rest;

    /// <summary>The words of a text.</summary>
    public BertWords(ReadOnlySpan<char> text)
    {
        _rest = text;
        Current = default;
    }

    /// <summary>The word.</summary>
    public ReadOnlySpan<char> Current { get; private set; }

    /// <summary>Goes on to the next word; false where there is none.</summary>
    public bool MoveNext()
    {
        int at = 0;
        while (at < _rest.Length)
        {
            Break kind = Classify(_rest[at..], out int length);
            if (kind == Break.None)
            {
                at += length;
            }
            else if (at > 0)
            {
                break;
            }
            else if (kind == Break.Alone)
            {
                at = length;
                break;
            }
            else
            {
                _rest = _rest[length..];
            }
        }

        Current = _rest[..at];
        _rest = _rest[at..];
        return at > 0;
    }

    private static Break Classify(ReadOnlySpan<char> text, out int length)
    {
        char c = text[0];
        if (char.IsAscii(c))
        {
            length = 1;
            return char.IsAsciiLetterOrDigit(c) ? Break.None
                : char.IsWhiteSpace(c) ? Break.Gap
                : char.IsControl(c) ? Break.None
                : Break.Alone;
        }

        _ = Rune.DecodeFromUtf16(text, out Rune rune, out length);
        return Rune.IsWhiteSpace(rune) ? Break.Gap : IsPunctuation(rune) ? Break.Alone : Break.None;
    }

    private static bool IsPunctuation(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.ConnectorPunctuation
        or UnicodeCategory.DashPunctuation
        or UnicodeCategory.OpenPunctuation
        or UnicodeCategory.ClosePunctuation
        or UnicodeCategory.InitialQuotePunctuation
        or UnicodeCategory.FinalQuotePunctuation
        or UnicodeCategory.OtherPunctuation;

    private enum Break
    {
        None,
        Gap,
        Alone,
    }
}
