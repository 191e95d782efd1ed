using System.Text.Json;

namespace CtVlm.MLNet.Torch;

/// <summary>Reads a SigLIP tokenizer from an encoder's folder.</summary>
internal static class SiglipTokenizerFiles
{
    /// <summary>The files that are expected, for messages.</summary>
    public const string Expected = $"{SentencePieceName}, {GemmaName} or {TokenizerJson}";

    private const string SentencePieceName = "spiece.model";
    private const string GemmaName = "tokenizer.model";
    private const string TokenizerJson = "tokenizer.json";
    private const string ConfigurationJson = "tokenizer_config.json";

    private static readonly string[] s_classes = ["SiglipTokenizer", "GemmaTokenizer", "Siglip2Tokenizer"];

    /// <summary>The files of a folder that a tokenizer is read from; empty where there is no vocabulary.</summary>
    public static IReadOnlyList<string> FindFiles(string folder)
    {
        string configuration = Path.Combine(folder, ConfigurationJson);
        return FindVocabulary(folder) is not string vocabulary ? [] : File.Exists(configuration) ? [vocabulary, configuration] : [vocabulary];
    }

    /// <summary>Reads the tokenizer of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="contextLength">Ids of every text, both ends included.</param>
    /// <param name="vocabularySize">Number of ids that the model has.</param>
    /// <exception cref="WeightsException">The files are missing, damaged, or do not fit the model.</exception>
    public static SiglipTokenizer Read(string folder, int contextLength, int vocabularySize)
    {
        string path = FindVocabulary(folder) ?? throw new WeightsException($"Encoder folder {folder}: no tokenizer. Expected {Expected}; fetch it into the folder.");
        SiglipTokenizerRules rules = ReadRules(Path.Combine(folder, ConfigurationJson));
        SentencePieceModel model;
        if (Path.GetFileName(path) == TokenizerJson)
        {
            (model, bool lowersCase) = SentencePieceJson.Read(path, rules.RemovesPunctuation, vocabularySize);
            rules = rules with { LowersCase = rules.LowersCase || lowersCase };
        }
        else
        {
            model = SentencePieceFile.Read(path);
        }

        if (model.Pieces.Count > vocabularySize)
        {
            throw new WeightsException($"Tokenizer {path}: {model.Pieces.Count} pieces, at most the model's vocab_size {vocabularySize} expected. Take both from the same model.");
        }

        try
        {
            return new SiglipTokenizer(model, rules, contextLength);
        }
        catch (FormatException e)
        {
            throw new WeightsException($"Tokenizer {path}: it cannot be used: {e.Message} Take the tokenizer's files from the model's own publisher.", e);
        }
    }

    private static string? FindVocabulary(string folder) =>
        ((string[])[SentencePieceName, GemmaName, TokenizerJson]).Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static SiglipTokenizerRules ReadRules(string path)
    {
        if (!File.Exists(path))
        {
            return new SiglipTokenizerRules { RemovesPunctuation = true, LowersCase = true, EndToken = "</s>", PadToken = "</s>", UnknownToken = "<unk>", SpecialTokens = ["</s>", "<unk>"] };
        }

        ConfigurationFile file = ConfigurationFile.Read(path);
        string name = file.GetString("tokenizer_class", s_classes[0]);
        string kind = name.EndsWith("Fast", StringComparison.Ordinal) ? name[..^4] : name;
        if (!s_classes.Contains(kind))
        {
            throw file.Invalid("tokenizer_class", string.Join(" or ", s_classes), name);
        }

        bool isSiglip = kind == s_classes[0];
        string end = GetToken(file, "eos_token", isSiglip ? "</s>" : "<eos>"), unknown = GetToken(file, "unk_token", "<unk>");
        string pad = GetToken(file, "pad_token", isSiglip ? "</s>" : "<pad>");
        return new SiglipTokenizerRules
        {
            RemovesPunctuation = isSiglip,
            LowersCase = file.GetBoolean("do_lower_case", kind != "GemmaTokenizer"),
            BeginToken = !isSiglip && file.GetBoolean("add_bos_token", kind == "GemmaTokenizer") ? GetToken(file, "bos_token", "<bos>") : null,
            EndToken = isSiglip || file.GetBoolean("add_eos_token", kind == "Siglip2Tokenizer") ? end : null,
            PadToken = pad,
            UnknownToken = unknown,
            SpecialTokens = [.. ReadSpecial(file).Concat([end, unknown, pad]).Distinct(StringComparer.Ordinal)],
        };
    }

    // A text, or an object with a content.
    private static string GetToken(ConfigurationFile file, string key, string defaultValue) =>
        file.Find(key) is { ValueKind: JsonValueKind.Object } ? file.GetObjects(key).GetString("content", defaultValue) : file.GetString(key, defaultValue);

    private static IEnumerable<string> ReadSpecial(ConfigurationFile file) => file.Find("added_tokens_decoder") is { ValueKind: JsonValueKind.Object } added
        ? added.EnumerateObject()
            .Where(p => p.Value.ValueKind == JsonValueKind.Object && p.Value.TryGetProperty("content", out JsonElement content) && content.ValueKind == JsonValueKind.String)
            .Select(p => p.Value.GetProperty("content").GetString()!)
            .Where(token => token.Length > 0)
        : [];
}
