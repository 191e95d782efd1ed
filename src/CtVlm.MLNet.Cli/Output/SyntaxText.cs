namespace CtVlm.MLNet.Cli;

/// <summary>Transfer syntaxes in a word or two, for tables.</summary>
internal static class SyntaxText
{
    /// <summary>The words of a series whose slices differ: two of them, and how many more.</summary>
    public static string Short(IEnumerable<string> uids)
    {
        string[] words = [.. uids.Select(Short).Distinct()];
        return words.Length <= 2 ? string.Join(", ", words) : $"{words[0]} and {PlainText.Number(words.Length - 1)} more";
    }

    /// <summary>The word; the UID's last part where there is none.</summary>
    public static string Short(string uid) => uid switch
    {
        "1.2.840.10008.1.2" => "implicit LE",
        "1.2.840.10008.1.2.1" => "explicit LE",
        "1.2.840.10008.1.2.1.99" => "deflated",
        "1.2.840.10008.1.2.2" => "big endian",
        "1.2.840.10008.1.2.4.50" or "1.2.840.10008.1.2.4.51" => "JPEG",
        "1.2.840.10008.1.2.4.57" or "1.2.840.10008.1.2.4.70" => "JPEG lossless",
        "1.2.840.10008.1.2.4.80" => "JPEG-LS",
        "1.2.840.10008.1.2.4.81" => "JPEG-LS lossy",
        "1.2.840.10008.1.2.4.90" => "JPEG 2000",
        "1.2.840.10008.1.2.4.91" => "JPEG 2000 lossy",
        "1.2.840.10008.1.2.4.201" or "1.2.840.10008.1.2.4.202" => "HTJ2K",
        "1.2.840.10008.1.2.4.203" => "HTJ2K lossy",
        "1.2.840.10008.1.2.5" => "RLE",
        _ => PlainText.ShortUid(uid),
    };
}
