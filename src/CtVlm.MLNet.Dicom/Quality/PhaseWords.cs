using System.Text;

namespace CtVlm.MLNet.Dicom;

/// <summary>Finds words for a contrast phase in free text. Only the phase leaves this class.</summary>
internal static class PhaseWords
{
    /// <summary>Whole words, or with a space between them whole words in sequence; a star lets any ending follow. Latin script, lower case, without accents.</summary>
    private static readonly (CtPhase Phase, string[] Words)[] Latin =
    [
        (CtPhase.NonContrast,
        [
            "non contrast", "noncontrast*", "without contrast", "no contrast", "w o contrast", "wo contrast", "unenhanced", "nonenhanced", "non enhanced", "native", "nativ", "nect", "ncct",
            "ohne km", "sans injection", "sans contraste", "sin contraste", "senza mdc", "senza contrasto", "zonder contrast", "plain", "c minus",
        ]),
        (CtPhase.Arterial, ["arteri*", "art"]),
        (CtPhase.PortalVenous, ["portal*", "porto*", "venous", "venos", "venoes", "veineux", "venosa", "veneus", "enteric", "enterisch", "pv", "pvp", "ven"]),
        (CtPhase.Delayed, ["delay*", "excretory", "equilibrium", "spat", "spaet", "tardif*", "tardiv*", "retardad*", "late"]),
    ];

    private static readonly (CtPhase Phase, string[] Words)[] EastAsian =
    [
        (CtPhase.NonContrast, ["平扫", "単純", "조영전"]),
        (CtPhase.Arterial, ["动脉", "動脈", "동맥"]),
        (CtPhase.PortalVenous, ["门静脉", "门脉", "門脈", "静脉期", "문맥"]),
        (CtPhase.Delayed, ["延迟", "遅延", "平衡", "지연"]),
    ];

    /// <summary>The one phase that the words hint at; unknown where there is none or where there are several.</summary>
    public static CtPhase Find(string text)
    {
        if (text.Length == 0)
        {
            return CtPhase.Unknown;
        }

        string words = Normalise(text);
        CtPhase[] found =
        [
            .. Latin.Where(phase => Array.Exists(phase.Words, word => Holds(words, word))).Select(phase => phase.Phase)
                .Concat(EastAsian.Where(phase => Array.Exists(phase.Words, word => text.Contains(word, StringComparison.Ordinal))).Select(phase => phase.Phase)).Distinct(),
        ];

        // A late arterial phase is arterial.
        return found is [CtPhase.Arterial, CtPhase.Delayed] && words.Contains(" late art", StringComparison.Ordinal) ? CtPhase.Arterial
            : found.Length == 1 ? found[0] : CtPhase.Unknown;
    }

    private static bool Holds(string words, string word) =>
        words.Contains(word.EndsWith('*') ? $" {word[..^1]}" : $" {word} ", StringComparison.Ordinal);

    /// <summary>Lower case, accents off, a space for everything that is no letter, and one at each end.</summary>
    private static string Normalise(string text)
    {
        StringBuilder words = new(" ", text.Length + 2);
        string lower = text.ToLowerInvariant().Replace("w/o", "w o", StringComparison.Ordinal);
        foreach (char c in lower)
        {
            char plain = Plain(c);
            if (plain != ' ' || words[^1] != ' ')
            {
                words.Append(plain);
            }
        }

        return words[^1] == ' ' ? words.ToString() : words.Append(' ').ToString();
    }

    private static char Plain(char c) => c switch
    {
        'ä' or 'à' or 'á' or 'â' => 'a',
        'é' or 'è' or 'ê' or 'ë' => 'e',
        'ö' or 'ó' or 'ô' => 'o',
        'ü' or 'ú' or 'ù' => 'u',
        'í' or 'î' or 'ï' => 'i',
        _ => char.IsAsciiLetterLower(c) ? c : ' ',
    };
}
