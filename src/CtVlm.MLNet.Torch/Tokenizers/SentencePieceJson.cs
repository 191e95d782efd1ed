using System.Text.Json;

namespace CtVlm.MLNet.Torch;

/// <summary>Reads a SentencePiece model from a tokenizer.json, the form of the tokenizers library.</summary>
/// <remarks><b>Source:</b> huggingface/tokenizers, the serialised form of Unigram, BPE, Precompiled and Metaspace (Apache-2.0).</remarks>
internal sealed class SentencePieceJson
{
    private const long MaximumBytes = 256L << 20;

    private readonly bool _removesPunctuation;
    private readonly int _maximumIds;
    private byte[] _characterMap = [];
    private bool _addsPrefix;
    private bool _collapsesSpaces;
    private bool _lowersCase;

    private SentencePieceJson(bool removesPunctuation, int maximumIds)
    {
        _removesPunctuation = removesPunctuation;
        _maximumIds = maximumIds;
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="removesPunctuation">Whether the caller removes punctuation itself, so that the file's own step for it may be passed over.</param>
    /// <param name="maximumIds">Number of ids that the encoder has; larger ones are refused before they take memory.</param>
    /// <returns>The model, and whether the file puts texts in lower case first.</returns>
    /// <exception cref="WeightsException">It is too large, damaged, or asks for what is not supported.</exception>
    public static (SentencePieceModel Model, bool LowersCase) Read(string path, bool removesPunctuation, int maximumIds)
    {
        byte[] bytes = BoundedFile.Read("Tokenizer", path, MaximumBytes, "Fetch the file again.");
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            SentencePieceJson reader = new(removesPunctuation, maximumIds);
            return (reader.ReadModel(document.RootElement), reader._lowersCase);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw new WeightsException($"Tokenizer {path}: not the JSON that is expected: {e.Message} Fetch the file again.", e);
        }
    }

    private SentencePieceModel ReadModel(JsonElement root)
    {
        ReadSteps(root, "normalizer", "normalizers", ReadNormalizer);
        ReadSteps(root, "pre_tokenizer", "pretokenizers", ReadPreTokenizer);
        JsonElement model = root.Member("model");
        bool isPairs = model.Member("type").GetString() switch
        {
            "BPE" => true,
            "Unigram" => false,
            string other => throw new FormatException($"the model is '{other}'; BPE and Unigram are supported."),
            null => throw new FormatException("the model has no type."),
        };
        bool hasBytes = model.TryGetProperty("byte_fallback", out JsonElement fallback) && fallback.ValueKind == JsonValueKind.True;
        List<SentencePiece> pieces = isPairs ? ReadVocabulary(model.Member("vocab")) : ReadScores(model.Member("vocab"));
        Mark(pieces, FindUnknown(model), hasBytes, root);
        return new SentencePieceModel
        {
            Pieces = pieces,
            IsPairs = isPairs,
            Merges = isPairs ? ReadMerges(model.Member("merges"), pieces) : null,
            HasByteFallback = hasBytes,
            CharacterMap = _characterMap,
            AddsPrefix = _addsPrefix,
            CollapsesSpaces = _collapsesSpaces,
        };
    }

    private static void ReadSteps(JsonElement parent, string key, string listKey, Action<JsonElement> read)
    {
        if (!parent.TryGetProperty(key, out JsonElement step) || step.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        foreach (JsonElement one in step.Member("type").GetString() == "Sequence" ? [.. step.Member(listKey).EnumerateArray()] : (JsonElement[])[step])
        {
            read(one);
        }
    }

    private void ReadNormalizer(JsonElement step)
    {
        switch (step.Member("type").GetString())
        {
            case "Precompiled":
                _characterMap = step.Member("precompiled_charsmap").GetBytesFromBase64();
                break;
            case "Lowercase":
                _lowersCase = true;
                break;
            case "Prepend":
                _addsPrefix = true;
                break;
            case "Strip":
                _collapsesSpaces = true;
                break;
            case "Replace":
                ReadReplacement(step);
                break;
            default:
                throw new FormatException($"the normalizer '{step.Member("type")}' is not supported.");
        }
    }

    private void ReadReplacement(JsonElement step)
    {
        JsonElement pattern = step.Member("pattern");
        bool isText = pattern.TryGetProperty("String", out JsonElement text);
        string what = (isText ? text : pattern.Member("Regex")).GetString() ?? "", with = step.Member("content").GetString() ?? "";
        bool marksSpace = isText && what == " " && with == $"{SentencePieceModel.Space}";
        bool collapses = !isText && what is " {2,}" or @"\s+" && with is " " or "\u2581";
        _collapsesSpaces |= collapses;
        if (!marksSpace && !collapses && !(_removesPunctuation && with.Length == 0))
        {
            throw new FormatException($"the normalizer that replaces '{what}' by '{with}' is not supported.");
        }
    }

    private void ReadPreTokenizer(JsonElement step)
    {
        switch (step.Member("type").GetString())
        {
            case "Metaspace":
                _addsPrefix |= step.TryGetProperty("prepend_scheme", out JsonElement scheme)
                    ? scheme.GetString() != "never"
                    : !step.TryGetProperty("add_prefix_space", out JsonElement adds) || adds.GetBoolean();
                break;
            case "WhitespaceSplit":
                _collapsesSpaces = true;
                break;
            case "Split" when step.Member("pattern").TryGetProperty("String", out JsonElement text) && text.GetString() == " ":
                // No space is left to split at: the normalizer has marked them.
                break;
            default:
                throw new FormatException($"the pre-tokenizer '{step.Member("type")}' is not supported.");
        }
    }

    private static List<SentencePiece> ReadScores(JsonElement vocabulary) =>
        [.. vocabulary.EnumerateArray().Select(entry => new SentencePiece(entry[0].GetString() ?? "", entry[1].GetSingle(), SentencePieceType.Normal))];

    private List<SentencePiece> ReadVocabulary(JsonElement vocabulary)
    {
        List<SentencePiece> pieces = [];
        foreach (JsonProperty entry in vocabulary.EnumerateObject())
        {
            Put(pieces, entry.Value.GetInt32(), new SentencePiece(entry.Name, 0, SentencePieceType.Normal));
        }

        return pieces;
    }

    // Ids may come in any order; one that never comes stays a piece that no text has.
    private void Put(List<SentencePiece> pieces, int id, SentencePiece piece)
    {
        if (id < 0 || id >= _maximumIds)
        {
            throw new FormatException($"the id {id} of '{piece.Text}' is not from 0 to {_maximumIds - 1}, the ids of the model.");
        }

        while (pieces.Count <= id)
        {
            pieces.Add(new SentencePiece("", 0, SentencePieceType.Control));
        }

        pieces[id] = piece;
    }

    private static string? FindUnknown(JsonElement model) =>
        model.TryGetProperty("unk_token", out JsonElement token) && token.ValueKind == JsonValueKind.String ? token.GetString()
        : model.TryGetProperty("unk_id", out JsonElement id) && id.ValueKind == JsonValueKind.Number ? model.Member("vocab")[id.GetInt32()][0].GetString()
        : null;

    private void Mark(List<SentencePiece> pieces, string? unknown, bool hasBytes, JsonElement root)
    {
        if (root.TryGetProperty("added_tokens", out JsonElement added))
        {
            foreach (JsonElement token in added.EnumerateArray())
            {
                SentencePieceType type = token.Member("special").GetBoolean() ? SentencePieceType.Control : SentencePieceType.UserDefined;
                Put(pieces, token.Member("id").GetInt32(), new SentencePiece(token.Member("content").GetString() ?? "", 0, type));
            }
        }

        for (int id = 0; id < pieces.Count; id++)
        {
            string text = pieces[id].Text;
            bool isByte = hasBytes && text.Length == 6 && text.StartsWith("<0x", StringComparison.Ordinal);
            if (text == unknown || isByte)
            {
                pieces[id] = pieces[id] with { Type = isByte ? SentencePieceType.Byte : SentencePieceType.Unknown };
            }
        }
    }

    private static Dictionary<(int Left, int Right), int> ReadMerges(JsonElement merges, List<SentencePiece> pieces)
    {
        Dictionary<string, int> ids = new(StringComparer.Ordinal);
        foreach ((int id, SentencePiece piece) in pieces.Index())
        {
            ids.TryAdd(piece.Text, id);
        }

        Dictionary<(int Left, int Right), int> ranks = [];
        foreach (JsonElement merge in merges.EnumerateArray())
        {
            // Old files write a merge as one text, newer ones as two.
            string[] pair = merge.ValueKind == JsonValueKind.Array ? [merge[0].GetString() ?? "", merge[1].GetString() ?? ""] : (merge.GetString() ?? "").Split(' ');
            if (pair.Length != 2 || !ids.TryGetValue(pair[0], out int left) || !ids.TryGetValue(pair[1], out int right) || !ids.ContainsKey(pair[0] + pair[1]))
            {
                throw new FormatException($"merge {ranks.Count} is not of two pieces that make a third.");
            }

            ranks.TryAdd((left, right), ranks.Count);
        }

        return ranks;
    }
}
