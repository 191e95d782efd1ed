using System.Text.RegularExpressions;

namespace CtVlm.MLNet.Torch;

/// <summary>The cleaning of SigLIP's tokenizer: ASCII punctuation removed, each run of white space one space, none at the ends.</summary>
/// <remarks><b>Source:</b> huggingface/transformers, src/transformers/models/siglip/tokenization_siglip.py, canonicalize_text (Apache-2.0).</remarks>
internal static partial class SiglipText
{
    /// <summary>Cleans a text.</summary>
    public static string Clean(string text) => WhiteSpace().Replace(Punctuation().Replace(text, ""), " ").Trim(' ');

    [GeneratedRegex(@"[!-/:-@\[-`{-~]+", RegexOptions.CultureInvariant)]
    private static partial Regex Punctuation();

    // What Python takes for white space: Unicode's, and the four separators of ASCII.
    [GeneratedRegex(@"[\s\x1c-\x1f]+", RegexOptions.CultureInvariant)]
    private static partial Regex WhiteSpace();
}
