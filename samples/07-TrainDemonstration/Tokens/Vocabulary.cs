using System.Text.RegularExpressions;
using CtVlm.MLNet.Phantoms;

namespace TrainDemonstration;

/// <summary>The tokens of the text tower, in the layout of CLIP: bytes, bytes that end a word, merged parts, start, end. Nothing is unknown, and the end has the highest id.</summary>
internal sealed partial class Vocabulary
{
    /// <summary>The token that begins a text.</summary>
    public const string Start = "<|startoftext|>";

    /// <summary>The token that ends a text.</summary>
    public const string End = "<|endoftext|>";

    private const int SampledReports = 4000;

    private Vocabulary(IReadOnlyDictionary<string, int> words)
    {
        IReadOnlyList<(string Left, string Right)> merges = WordMerges.Learn(words);
        string[] bytes = [.. ByteLetters()];
        Tokens = [.. bytes, .. bytes.Select(b => b + WordMerges.EndOfWord), .. merges.Select(m => m.Left + m.Right).Distinct(StringComparer.Ordinal), Start, End];
        Merges = [.. merges.Select(m => $"{m.Left} {m.Right}")];
        Words = [.. words.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>The tokens in order of their ids.</summary>
    public IReadOnlyList<string> Tokens { get; }

    /// <summary>The merges in order of precedence, "left right" each.</summary>
    public IReadOnlyList<string> Merges { get; }

    /// <summary>The words that the reports are made of; each is one token.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Id of the end of a text.</summary>
    public int EndId => Tokens.Count - 1;

    /// <summary>Id of the start of a text.</summary>
    public int StartId => Tokens.Count - 2;

    /// <summary>Learns the words of the reports.</summary>
    public static Vocabulary OfReports(int seed)
    {
        Dictionary<string, int> counts = [];
        for (int i = 0; i < SampledReports; i++)
        {
            RandomStream random = RandomStream.For(seed, i, "vocabulary");
            foreach (Match word in WordPattern().Matches(ReportWriter.Write(random, DrawFindings(random)).Text))
            {
                counts[word.Value] = counts.GetValueOrDefault(word.Value) + 1;
            }
        }

        return new Vocabulary(counts);
    }

    /// <summary>id of each token, as vocab.json has it.</summary>
    public Dictionary<string, int> ToIds() => Tokens.Index().ToDictionary(t => t.Item, t => t.Index, StringComparer.Ordinal);

    // Findings of every combination, likely or not: only their words count.
    private static PhantomFindings DrawFindings(RandomStream random) => new()
    {
        Severity = (PhantomSeverity)random.Below(3),
        WallMm = random.Uniform(2, 13),
        HasStratification = random.Chance(0.5),
        HasCombSign = random.Chance(0.5),
        HasStranding = random.Chance(0.5),
        HasStricture = random.Chance(0.5),
        HasHyperenhancement = random.Chance(0.5),
        Segment = random.Pick(Enum.GetValues<PhantomSegment>()),
        Region = random.Pick(Enum.GetValues<PhantomRegion>()),
    };

    // CLIP's letters for the 256 bytes: printable ones stand for themselves, the others are counted from 256 on; in CLIP's order.
    private static IEnumerable<string> ByteLetters()
    {
        int[] printable = [.. Enumerable.Range('!', '~' - '!' + 1), .. Enumerable.Range('\u00a1', '\u00ac' - '\u00a1' + 1), .. Enumerable.Range('\u00ae', '\u00ff' - '\u00ae' + 1)];
        int others = 256 - printable.Length;
        return printable.Concat(Enumerable.Range(256, others)).Select(c => ((char)c).ToString());
    }

    // CLIP's own, for ASCII text in lower case.
    [GeneratedRegex("[a-z]+|[0-9]|[^\\sa-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex WordPattern();
}
