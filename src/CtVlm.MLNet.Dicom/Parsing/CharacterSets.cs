using System.Text;

namespace CtVlm.MLNet.Dicom;

/// <summary>Decodes text by Specific Character Set (0008,0005). Code pages come from the framework's table; nothing is registered for the process.</summary>
/// <remarks>
/// Text that cannot be decoded becomes U+FFFD and is reported, never an exception: no pixel depends on it. <b>Source:</b> DICOM PS3.3 C.12.1.1.2, PS3.5 6.1 and
/// annexes H to K (ISO 2022, code extensions).
/// </remarks>
internal static class CharacterSets
{
    private const byte Escape = 0x1B;
    private const char Replacement = '\uFFFD';

    /// <summary>Defined terms with one encoding for all bytes, by code page. Those of ISO 2022 are the same with "ISO 2022 IR" in place of "ISO_IR".</summary>
    private static readonly Dictionary<string, int> CodePages = new(StringComparer.Ordinal)
    {
        [""] = 20127, ["ISO_IR 6"] = 20127, ["ISO_IR 13"] = 932, ["ISO_IR 100"] = 28591, ["ISO_IR 101"] = 28592, ["ISO_IR 109"] = 28593, ["ISO_IR 110"] = 28594,
        ["ISO_IR 126"] = 28597, ["ISO_IR 127"] = 28596, ["ISO_IR 138"] = 28598, ["ISO_IR 144"] = 28595, ["ISO_IR 148"] = 28599, ["ISO_IR 166"] = 874,
        ["ISO_IR 192"] = 65001, ["ISO_IR 203"] = 28605, ["GB18030"] = 54936, ["GBK"] = 936,
    };

    /// <summary>Sets of two bytes a character, which only an escape switches on.</summary>
    private static readonly HashSet<string> DoubleByteTerms = new(StringComparer.Ordinal) { "ISO 2022 IR 87", "ISO 2022 IR 149", "ISO 2022 IR 159", "ISO 2022 IR 58" };

    /// <summary>Escape sequences: what follows ESC, and the set that it switches on.</summary>
    private static readonly (byte[] Bytes, ShiftedSet Set)[] Escapes =
    [
        ("(B"u8.ToArray(), new(20127, IsUpper: false)), ("(J"u8.ToArray(), new(20127, IsUpper: false)), (")I"u8.ToArray(), new(932, IsUpper: true)),
        ("-A"u8.ToArray(), new(28591, IsUpper: true)), ("-B"u8.ToArray(), new(28592, IsUpper: true)), ("-C"u8.ToArray(), new(28593, IsUpper: true)),
        ("-D"u8.ToArray(), new(28594, IsUpper: true)), ("-F"u8.ToArray(), new(28597, IsUpper: true)), ("-G"u8.ToArray(), new(28596, IsUpper: true)),
        ("-H"u8.ToArray(), new(28598, IsUpper: true)), ("-L"u8.ToArray(), new(28595, IsUpper: true)), ("-M"u8.ToArray(), new(28599, IsUpper: true)),
        ("-T"u8.ToArray(), new(874, IsUpper: true)), ("-b"u8.ToArray(), new(28605, IsUpper: true)),
        ("$B"u8.ToArray(), new(51932, IsUpper: false) { IsDouble = true }), ("$(D"u8.ToArray(), new(20932, IsUpper: false) { IsDouble = true }),
        ("$)C"u8.ToArray(), new(51949, IsUpper: true) { IsDouble = true }), ("$)A"u8.ToArray(), new(936, IsUpper: true) { IsDouble = true }),
    ];

    /// <summary>Whether every term of the element is one that the standard defines.</summary>
    public static bool IsKnown(string specificCharacterSet) => Terms(specificCharacterSet).All(term => DoubleByteTerms.Contains(term) || CodePages.ContainsKey(Plain(term)));

    /// <summary>Decodes a text.</summary>
    /// <param name="bytes">The value as it is in the file.</param>
    /// <param name="specificCharacterSet">The element's value; of an unknown set only ASCII is understood.</param>
    /// <returns>The text; holds U+FFFD where bytes mean nothing in the set.</returns>
    public static string Decode(ReadOnlySpan<byte> bytes, string specificCharacterSet)
    {
        string[] terms = Terms(specificCharacterSet);
        bool isExtended = terms.Length > 1 || terms[0].StartsWith("ISO 2022", StringComparison.Ordinal);
        int initial = CodePages.GetValueOrDefault(Plain(terms[0]), 20127);
        return isExtended ? DecodeExtended(bytes, initial) : Encoding(initial).GetString(bytes);
    }

    /// <summary>Whether decoding met bytes that mean nothing.</summary>
    public static bool IsDamaged(string decoded) => decoded.Contains(Replacement, StringComparison.Ordinal);

    private static string[] Terms(string specificCharacterSet) => [.. specificCharacterSet.Split('\\').Select(term => term.Trim())];

    private static string Plain(string term) => term.StartsWith("ISO 2022 IR", StringComparison.Ordinal) ? "ISO_IR" + term["ISO 2022 IR".Length..] : term;

    /// <summary>Walks over runs of one set: bytes below 128 belong to the lower, others to the upper one; escapes exchange either, and a new line or value restores both.</summary>
    private static string DecodeExtended(ReadOnlySpan<byte> bytes, int initial)
    {
        StringBuilder text = new(bytes.Length);
        ShiftedSet lower = new(20127, IsUpper: false), upper = new(initial, IsUpper: true);
        int at = 0;
        while (at < bytes.Length)
        {
            if (bytes[at] == Escape)
            {
                at += 1 + Switch(bytes[(at + 1)..], text, ref lower, ref upper);
                continue;
            }

            bool isUpper = bytes[at] >= 0x80;
            ShiftedSet set = isUpper ? upper : lower;
            int end = at;
            while (end < bytes.Length && bytes[end] != Escape && bytes[end] >= 0x80 == isUpper)
            {
                end++;
            }

            text.Append(Decode(bytes[at..end], set));
            if (!isUpper && !set.IsDouble && bytes[at..end].IndexOfAny("\\\r\n\f"u8) >= 0)
            {
                upper = new ShiftedSet(initial, IsUpper: true);
            }

            at = end;
        }

        return text.ToString();
    }

    private static int Switch(ReadOnlySpan<byte> rest, StringBuilder text, ref ShiftedSet lower, ref ShiftedSet upper)
    {
        foreach ((byte[] bytes, ShiftedSet set) in Escapes)
        {
            if (rest.StartsWith(bytes))
            {
                (lower, upper) = set.IsUpper ? (lower, set) : (set, upper);
                return bytes.Length;
            }
        }

        text.Append(Replacement);
        return 0;
    }

    private static string Decode(ReadOnlySpan<byte> run, ShiftedSet set)
    {
        if (!set.IsDouble || set.IsUpper)
        {
            return Encoding(set.CodePage).GetString(run);
        }

        // Sets in the lower half have the same code points as their EUC forms, less the high bits; JIS X 0212 keeps its second byte low there.
        byte[] euc = new byte[run.Length];
        for (int i = 0; i < run.Length; i++)
        {
            euc[i] = (byte)(set.CodePage == 20932 && i % 2 == 1 ? run[i] : run[i] | 0x80);
        }

        return Encoding(set.CodePage).GetString(euc);
    }

    private static Encoding Encoding(int codePage) => codePage switch
    {
        20127 => System.Text.Encoding.GetEncoding(20127, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD")),
        28591 => System.Text.Encoding.Latin1,
        65001 => System.Text.Encoding.UTF8,
        _ => CodePagesEncodingProvider.Instance.GetEncoding(codePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"))!,
    };

    private readonly record struct ShiftedSet(int CodePage, bool IsUpper)
    {
        public bool IsDouble { get; init; }
    }
}
