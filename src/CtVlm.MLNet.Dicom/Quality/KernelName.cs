using System.Text.RegularExpressions;

namespace CtVlm.MLNet.Dicom;

/// <summary>Lets through what is a kernel's name by its form and nothing else: the element is free text, and could hold a person's name.</summary>
internal static partial class KernelName
{
    /// <summary>What stands for a text that does not look like a kernel.</summary>
    public const string Other = "OTHER";

    /// <summary>What stands for several kernels in one series.</summary>
    public const string Mixed = "MIXED";

    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "STANDARD", "SOFT", "LUNG", "BONE", "BONEPLUS", "DETAIL", "EDGE", "CHEST", "ULTRA", "BRAIN", "BODY", "SMOOTH", "SHARP", "MEDIUM", "IMR", "HEAD",
    };

    /// <summary>The name: a known word in capitals, a code as it stands, <see cref="Other"/>, or empty for an empty text. Of several values the first.</summary>
    public static string Of(string text)
    {
        string first = text.Split('\\')[0].Trim();
        string capitals = first.ToUpperInvariant();
        return first.Length == 0 ? "" : Words.Contains(capitals) ? capitals : Code().IsMatch(first) ? first : Other;
    }

    /// <summary>One to three letters, a number, letters after it (B30f, Br40d, FC08-H, I31f), or up to two capitals (B, YA).</summary>
    [GeneratedRegex("^(?:[A-Za-z]{1,3}[0-9]{1,3}[A-Za-z]{0,2}(?:-[A-Z])?|[A-Z]{1,2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
