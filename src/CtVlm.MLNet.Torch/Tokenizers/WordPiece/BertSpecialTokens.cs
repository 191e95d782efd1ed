using System.Text.Json;

namespace CtVlm.MLNet.Torch;

/// <summary>The tokens with a meaning of their own, looked up by name: models differ in their ids.</summary>
/// <param name="path">The tokenizer's file, for messages.</param>
/// <param name="config">tokenizer_config.json, which may name them otherwise; null where there is none.</param>
/// <param name="ids">Id of each token.</param>
internal sealed class BertSpecialTokens(string path, ConfigurationFile? config, IReadOnlyDictionary<string, int> ids)
{
    /// <summary>Begins a text.</summary>
    public string Start { get; } = ReadName(config, "cls_token", "[CLS]");

    /// <summary>Ends a text.</summary>
    public string End { get; } = ReadName(config, "sep_token", "[SEP]");

    /// <summary>Fills up the shorter rows of a batch.</summary>
    public string Pad { get; } = ReadName(config, "pad_token", "[PAD]");

    /// <summary>Stands for words that cannot be made of pieces.</summary>
    public string Unknown { get; } = ReadName(config, "unk_token", "[UNK]");

    /// <summary>The id of a token.</summary>
    /// <exception cref="WeightsException">The vocabulary has no such token.</exception>
    public int Find(string token) => ids.TryGetValue(token, out int id)
        ? id
        : throw new WeightsException($"Tokenizer {path}: the vocabulary of {ids.Count} tokens has no '{token}', which BERT needs. Take the tokenizer from the model's own publisher.");

    // A text, or an object with the text as its content.
    private static string ReadName(ConfigurationFile? config, string key, string standard) =>
        config?.Find(key) is JsonElement { ValueKind: JsonValueKind.Object } ? config.GetObjects(key).GetString("content", standard)
        : config?.GetString(key, standard) ?? standard;
}
