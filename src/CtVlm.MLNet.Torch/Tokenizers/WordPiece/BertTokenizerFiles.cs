namespace CtVlm.MLNet.Torch;

/// <summary>Reads a BERT tokenizer from an encoder's folder.</summary>
internal static class BertTokenizerFiles
{
    /// <summary>The single-file form.</summary>
    public const string TokenizerJson = "tokenizer.json";

    /// <summary>The older form: one piece a line, its id the number of the line.</summary>
    public const string VocabularyText = "vocab.txt";

    /// <summary>Case, accents and the names of special tokens; may be absent.</summary>
    public const string ConfigJson = "tokenizer_config.json";

    /// <summary>The most bytes of the file of a vocabulary.</summary>
    internal const long MaximumBytes = 64L << 20;

    private const string Mask = "[MASK]";

    /// <summary>The files of a folder that a tokenizer is read from; empty where there are none.</summary>
    public static IReadOnlyList<string> FindFiles(string folder)
    {
        string? main = new[] { TokenizerJson, VocabularyText }.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        return main is null ? [] : [main, .. new[] { Path.Combine(folder, ConfigJson) }.Where(File.Exists)];
    }

    /// <summary>Reads the tokenizer of a folder.</summary>
    /// <param name="folder">The encoder's folder.</param>
    /// <param name="contextLength">Most ids of a text, both ends included; 2 or more.</param>
    /// <param name="cleaning">What happens to a text first.</param>
    /// <param name="vocabularySize">Number of ids that the model knows; null: not compared.</param>
    /// <exception cref="WeightsException">The files are missing, not what is expected, or do not fit the model.</exception>
    public static BertTokenizer Read(string folder, int contextLength, BertCleaning cleaning, int? vocabularySize = null)
    {
        IReadOnlyList<string> files = FindFiles(folder);
        if (files.Count == 0)
        {
            throw new WeightsException($"Encoder folder {folder}: no tokenizer. Expected {TokenizerJson} or {VocabularyText}; fetch one into the folder.");
        }

        ConfigurationFile? config = files.Count > 1 ? ConfigurationFile.Read(files[1]) : null;
        BertTokenizerDefinition definition = Path.GetFileName(files[0]) == TokenizerJson ? BertTokenizerJson.Read(files[0], config) : ReadVocabulary(files[0], config);
        return definition.LargestId < (vocabularySize ?? int.MaxValue)
            ? new BertTokenizer(definition, contextLength, cleaning)
            : throw new WeightsException($"Tokenizer {files[0]}: its ids reach {definition.LargestId}, but the model knows {vocabularySize} ids. Take the tokenizer from the model's own publisher.");
    }

    private static BertTokenizerDefinition ReadVocabulary(string path, ConfigurationFile? config)
    {
        Dictionary<string, int> vocabulary = new(StringComparer.Ordinal);
        foreach ((int id, string piece) in BoundedFile.ReadLines("Tokenizer", path, MaximumBytes, "Fetch the file again.").Index())
        {
            vocabulary[piece] = id;
        }

        vocabulary.Remove("");
        BertSpecialTokens special = new(path, config, vocabulary);
        Dictionary<string, int> added = new(StringComparer.Ordinal);
        foreach (string token in (string[])[special.Start, special.End, special.Pad, special.Unknown, Mask])
        {
            if (vocabulary.TryGetValue(token, out int id))
            {
                added[token] = id;
            }
        }

        return new BertTokenizerDefinition(
            vocabulary,
            added,
            ReadRules(config, BertTextRules.Uncased, null),
            special.Find(special.Start),
            special.Find(special.End),
            special.Find(special.Pad),
            special.Find(special.Unknown),
            WordPieceVocabulary.Continuation,
            WordPieceVocabulary.DefaultLongestWord);
    }

    /// <summary>What tokenizer_config.json says of a text's treatment; what it leaves out is as given.</summary>
    /// <param name="config">The file; null where there is none.</param>
    /// <param name="rules">The rules without it.</param>
    /// <param name="stripsAccents">Whether accents are removed without it; null: as lower case.</param>
    internal static BertTextRules ReadRules(ConfigurationFile? config, BertTextRules rules, bool? stripsAccents)
    {
        bool lowers = config?.GetBoolean("do_lower_case", rules.Lowers) ?? rules.Lowers;
        bool strips = stripsAccents ?? lowers;
        return rules with
        {
            Lowers = lowers,
            StripsAccents = config?.GetBoolean("strip_accents", strips) ?? strips,
            SplitsChinese = config?.GetBoolean("tokenize_chinese_chars", rules.SplitsChinese) ?? rules.SplitsChinese,
        };
    }

}
