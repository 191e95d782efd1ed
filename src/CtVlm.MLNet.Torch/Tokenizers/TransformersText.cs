using System.Text;
using System.Text.RegularExpressions;

namespace CtVlm.MLNet.Torch;

/// <summary>The normaliser of transformers' CLIP tokenizer: canonical composition, each run of white space one space, lower case.</summary>
internal static partial class TransformersText
{
    /// <summary>Cleans a text.</summary>
    public static string Clean(string text) => IsPlain(text) ? text.ToLowerInvariant() : Lower(WhiteSpace().Replace(Compose(text), " "));

    /// <summary>Whether a text, as most are, is printable ASCII without two spaces in a row: nothing to compose or to collapse.</summary>
    public static bool IsPlain(string text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~') && !text.Contains("  ", StringComparison.Ordinal);

    /// <summary>Lower case by the full Unicode mapping, character by character.</summary>
    // .NET maps one character to one; the dotted capital I is the one letter whose lower case is two.
    public static string Lower(string text) => text.ToLowerInvariant().Replace("\u0130", "i\u0307", StringComparison.Ordinal);

    /// <summary>Canonical composition; lone surrogates, which no encoding can express, become the replacement character.</summary>
    public static string Compose(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Normalize(NormalizationForm.FormC);

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex WhiteSpace();
}
