namespace TrainDemonstration;

/// <summary>Byte-pair merges learnt from words until each word is one token.</summary>
/// <remarks><b>Source:</b> Sennrich, Haddow and Birch, arXiv 1508.07909, algorithm 1; the end-of-word mark of CLIP's tokenizer.</remarks>
internal static class WordMerges
{
    /// <summary>What marks the last part of a word.</summary>
    public const string EndOfWord = "</w>";

    /// <summary>Learns merges.</summary>
    /// <param name="words">How often each word occurs. Words are of ASCII letters, digits or punctuation.</param>
    /// <returns>Pairs in order of precedence.</returns>
    public static IReadOnlyList<(string Left, string Right)> Learn(IReadOnlyDictionary<string, int> words)
    {
        (List<string> Parts, int Count)[] split = [.. words.OrderBy(w => w.Key, StringComparer.Ordinal).Select(w => (Split(w.Key), w.Value))];
        List<(string, string)> merges = [];
        while (FindMostFrequent(split) is { } pair)
        {
            merges.Add(pair);
            foreach ((List<string> parts, _) in split)
            {
                Merge(parts, pair);
            }
        }

        return merges;
    }

    private static List<string> Split(string word) => [.. word[..^1].Select(c => c.ToString()), word[^1] + EndOfWord];

    // Null when every word is one part. Among equals the first in order, so that the result does not depend on a dictionary's order.
    private static (string Left, string Right)? FindMostFrequent((List<string> Parts, int Count)[] split)
    {
        Dictionary<(string, string), int> counts = [];
        foreach ((List<string> parts, int count) in split)
        {
            for (int i = 0; i + 1 < parts.Count; i++)
            {
                counts[(parts[i], parts[i + 1])] = counts.GetValueOrDefault((parts[i], parts[i + 1])) + count;
            }
        }

        return counts.Count == 0
            ? null
            : counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key.Item1, StringComparer.Ordinal).ThenBy(c => c.Key.Item2, StringComparer.Ordinal).First().Key;
    }

    private static void Merge(List<string> parts, (string Left, string Right) pair)
    {
        for (int i = 0; i + 1 < parts.Count; i++)
        {
            if (parts[i] == pair.Left && parts[i + 1] == pair.Right)
            {
                parts[i] += parts[i + 1];
                parts.RemoveAt(i + 1);
            }
        }
    }
}
