using System.Text.Json;

namespace CtVlm.MLNet.Torch;

/// <summary>Reads a CLIP tokenizer from an encoder's folder.</summary>
internal static class ClipTokenizerFiles
{
    /// <summary>The single-file form.</summary>
    public const string TokenizerJson = "tokenizer.json";

    /// <summary>The vocabulary of the two-file form.</summary>
    public const string VocabularyJson = "vocab.json";

    /// <summary>The merges of the two-file form.</summary>
    public const string MergesText = "merges.txt";

    private const string StartToken = "<|startoftext|>";
    private const string EndToken = "<|endoftext|>";
    private const long MaximumBytes = 256L << 20;

    /// <summary>The files of a folder that a tokenizer is read from; empty where there are none.</summary>
    public static IReadOnlyList<string> FindFiles(string folder)
    {
        string json = Path.Combine(folder, TokenizerJson);
        string[] pair = [Path.Combine(folder, VocabularyJson), Path.Combine(folder, MergesText)];
        return File.Exists(json) ? [json] : pair.All(File.Exists) ? pair : [];
    }

    /// <summary>Reads the tokenizer of a folder.</summary>
    /// <param name="folder">The encoder's folder.</param>
    /// <param name="contextLength">Most ids of a text, both ends included; 2 or more.</param>
    /// <param name="cleaning">What happens to a text first.</param>
    /// <param name="vocabularySize">Number of ids that the model knows; null: not compared.</param>
    /// <exception cref="WeightsException">The files are missing, not what is expected, or do not fit the model.</exception>
    public static ClipTokenizer Read(string folder, int contextLength, ClipCleaning cleaning = ClipCleaning.Transformers, int? vocabularySize = null)
    {
        IReadOnlyList<string> files = FindFiles(folder);
        if (files.Count == 0)
        {
            throw new WeightsException($"Encoder folder {folder}: no tokenizer. Expected {TokenizerJson}, or {VocabularyJson} with {MergesText}; fetch them into the folder.");
        }

        (Dictionary<string, int> vocabulary, List<string> merges) = files.Count == 1 ? ReadSingle(files[0]) : (ReadVocabulary(files[0]), ReadMerges(files[1]));
        CheckIds(files[0], vocabulary, vocabularySize ?? int.MaxValue);
        try
        {
            return new ClipTokenizer(vocabulary, merges, StartToken, EndToken, contextLength, cleaning);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException)
        {
            throw new WeightsException($"Tokenizer {files[^1]}: its merges do not fit its vocabulary: {e.Message} Take the tokenizer from the model's own publisher.", e);
        }
    }

    private static (Dictionary<string, int> Vocabulary, List<string> Merges) ReadSingle(string path) => Parse(path, root =>
    {
        JsonElement model = root.Member("model");
        if (model.Member("type").GetString() is not "BPE")
        {
            throw new WeightsException($"Tokenizer {path}: the model is '{model.Member("type")}', BPE expected for CLIP.");
        }

        Dictionary<string, int> vocabulary = ToVocabulary(model.Member("vocab"));
        foreach (JsonElement added in root.TryGetProperty("added_tokens", out JsonElement tokens) ? [.. tokens.EnumerateArray()] : Array.Empty<JsonElement>())
        {
            vocabulary[added.Member("content").GetString() ?? ""] = added.Member("id").GetInt32();
        }

        // Old files write a merge as one text, newer ones as two.
        return (vocabulary, (List<string>)[.. model.Member("merges").EnumerateArray().Select(ToMerge)]);
    });

    private static Dictionary<string, int> ReadVocabulary(string path) => Parse(path, ToVocabulary);

    private static List<string> ReadMerges(string path)
    {
        return [.. BoundedFile.ReadLines("Tokenizer", path, MaximumBytes, "Fetch the file again.").Where(line => line.Length > 0 && !line.StartsWith("#version", StringComparison.Ordinal))];
    }

    private static string ToMerge(JsonElement merge) => merge.ValueKind == JsonValueKind.Array ? $"{merge[0].GetString()} {merge[1].GetString()}" : merge.GetString() ?? "";

    private static Dictionary<string, int> ToVocabulary(JsonElement element)
    {
        Dictionary<string, int> vocabulary = new(StringComparer.Ordinal);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            vocabulary[property.Name] = property.Value.GetInt32();
        }

        return vocabulary;
    }

    private static T Parse<T>(string path, Func<JsonElement, T> read)
    {
        byte[] bytes = BoundedFile.Read("Tokenizer", path, MaximumBytes, "Fetch the file again.");
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw new WeightsException($"Tokenizer {path}: not the JSON that is expected: {e.Message} Fetch the file again.", e);
        }
    }

    // Two tokens with one id, or an id that the model does not know, are of another model's files.
    private static void CheckIds(string path, Dictionary<string, int> vocabulary, int vocabularySize)
    {
        Dictionary<int, string> tokens = [];
        foreach ((string token, int id) in vocabulary)
        {
            if (id < 0 || id >= vocabularySize)
            {
                throw new WeightsException($"Tokenizer {path}: the id of '{token}' is {id}, but the model knows {vocabularySize} ids. Take the tokenizer from the model's own publisher.");
            }

            if (!tokens.TryAdd(id, token))
            {
                throw new WeightsException($"Tokenizer {path}: '{tokens[id]}' and '{token}' have the same id {id}. Take the tokenizer from the model's own publisher.");
            }
        }
    }
}
