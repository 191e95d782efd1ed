namespace CtVlm.MLNet.Torch;

/// <summary>What BERT's tokenizer does to a text before it looks for words.</summary>
/// <param name="Cleans">Control characters are removed, and white space of any kind becomes a space.</param>
/// <param name="SplitsChinese">Each Chinese character is a word of its own.</param>
/// <param name="StripsAccents">Characters are decomposed, and their accents removed.</param>
/// <param name="Lowers">Lower case.</param>
internal sealed record BertTextRules(bool Cleans, bool SplitsChinese, bool StripsAccents, bool Lowers)
{
    /// <summary>Those of an uncased BERT.</summary>
    public static BertTextRules Uncased { get; } = new(Cleans: true, SplitsChinese: true, StripsAccents: true, Lowers: true);
}
