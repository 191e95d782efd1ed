using System.Text.Json;

namespace CtVlm.MLNet.Torch;

/// <summary>Reads tokenizer.json of a BERT.</summary>
/// <remarks><b>Source:</b> huggingface/tokenizers, the serialised form of Tokenizer, WordPiece and BertNormalizer (Apache-2.0).</remarks>
internal static class BertTokenizerJson
{
    private const int MaximumAdded = 10_000;
    private const int MaximumAddedLength = 256;
    private const int MaximumWord = 256;
    private const int MaximumId = 1 << 24;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="config">tokenizer_config.json, which wins where the two differ; null where there is none.</param>
    /// <exception cref="WeightsException">It is not a WordPiece tokenizer of BERT's kind.</exception>
    public static BertTokenizerDefinition Read(string path, ConfigurationFile? config)
    {
        byte[] bytes = BoundedFile.Read("Tokenizer", path, BertTokenizerFiles.MaximumBytes, "Fetch the file again.");
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            return Read(path, document.RootElement, config);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new WeightsException($"Tokenizer {path}: not the JSON that is expected: {e.Message} Fetch the file again.", e);
        }
    }

    private static BertTokenizerDefinition Read(string path, JsonElement root, ConfigurationFile? config)
    {
        JsonElement model = GetKind(path, root, "model", "WordPiece");
        JsonElement normalizer = GetKind(path, root, "normalizer", "BertNormalizer");
        GetKind(path, root, "pre_tokenizer", "BertPreTokenizer");
        Dictionary<string, int> vocabulary = new(StringComparer.Ordinal);
        foreach (JsonProperty piece in model.Member("vocab").EnumerateObject())
        {
            vocabulary[piece.Name] = ReadId(path, piece.Name, piece.Value);
        }

        vocabulary.Remove("");
        Dictionary<string, int> added = ReadAdded(path, root);
        BertSpecialTokens special = new(path, config, Join(vocabulary, added));
        BertTextRules rules = new(ReadFlag(normalizer, "clean_text") ?? true, ReadFlag(normalizer, "handle_chinese_chars") ?? true, true, ReadFlag(normalizer, "lowercase") ?? true);
        return new BertTokenizerDefinition(
            vocabulary,
            added,
            BertTokenizerFiles.ReadRules(config, rules, ReadFlag(normalizer, "strip_accents")),
            special.Find(special.Start),
            special.Find(special.End),
            special.Find(special.Pad),
            special.Find(model.TryGetProperty("unk_token", out JsonElement unknown) ? unknown.GetString() ?? special.Unknown : special.Unknown),
            model.TryGetProperty("continuing_subword_prefix", out JsonElement prefix) ? prefix.GetString() ?? "" : WordPieceVocabulary.Continuation,
            ReadLongestWord(path, model));
    }

    private static Dictionary<string, int> ReadAdded(string path, JsonElement root)
    {
        Dictionary<string, int> added = new(StringComparer.Ordinal);
        if (!root.TryGetProperty("added_tokens", out JsonElement tokens))
        {
            return added;
        }

        if (tokens.GetArrayLength() > MaximumAdded)
        {
            throw new WeightsException($"Tokenizer {path}: {tokens.GetArrayLength()} added tokens, at most {MaximumAdded} expected.");
        }

        foreach (JsonElement token in tokens.EnumerateArray())
        {
            string text = token.Member("content").GetString() ?? "";
            if (text.Length is 0 or > MaximumAddedLength)
            {
                throw new WeightsException($"Tokenizer {path}: an added token has {text.Length} characters, 1 to {MaximumAddedLength} expected.");
            }

            if ((ReadFlag(token, "single_word") ?? false) || (ReadFlag(token, "normalized") ?? false))
            {
                throw new WeightsException($"Tokenizer {path}: the added token '{text}' has single_word or normalized set, which is not supported; only tokens that are looked for in the text as it is are. Take the tokenizer from the model's own publisher.");
            }

            added[text] = ReadId(path, text, token.Member("id"));
        }

        return added;
    }

    private static Dictionary<string, int> Join(Dictionary<string, int> vocabulary, Dictionary<string, int> added)
    {
        Dictionary<string, int> all = new(vocabulary, StringComparer.Ordinal);
        foreach ((string token, int id) in added)
        {
            all[token] = id;
        }

        return all;
    }

    private static JsonElement GetKind(string path, JsonElement root, string key, string kind)
    {
        bool isObject = root.TryGetProperty(key, out JsonElement element) && element.ValueKind == JsonValueKind.Object;
        string? got = isObject && element.TryGetProperty("type", out JsonElement type) ? type.GetString() : null;
        return got == kind
            ? element
            : throw new WeightsException($"Tokenizer {path}: '{key}' must be a {kind}, as BERT's is, got {got ?? "none"}. Take the tokenizer from the model's own publisher.");
    }

    private static int ReadLongestWord(string path, JsonElement model)
    {
        int longest = model.TryGetProperty("max_input_chars_per_word", out JsonElement value) ? value.GetInt32() : WordPieceVocabulary.DefaultLongestWord;
        return longest is >= 1 and <= MaximumWord
            ? longest
            : throw new WeightsException($"Tokenizer {path}: 'max_input_chars_per_word' must be a whole number from 1 to {MaximumWord}, got {longest}.");
    }

    private static int ReadId(string path, string token, JsonElement value) => value.GetInt32() is int id and >= 0 and < MaximumId
        ? id
        : throw new WeightsException($"Tokenizer {path}: the id of '{token}' must be a whole number from 0 to {MaximumId - 1}, got {value.GetRawText()}.");

    private static bool? ReadFlag(JsonElement element, string key) =>
        element.TryGetProperty(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value.GetBoolean() : null;
}
