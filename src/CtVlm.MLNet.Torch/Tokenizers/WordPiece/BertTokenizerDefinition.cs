namespace CtVlm.MLNet.Torch;

/// <summary>What the files of a BERT tokenizer say.</summary>
/// <param name="Vocabulary">Id of each piece.</param>
/// <param name="AddedTokens">Ids of the tokens that stand for themselves where a text spells them out.</param>
/// <param name="Rules">What happens to a text before words are looked for.</param>
/// <param name="StartId">The id that begins a text.</param>
/// <param name="EndId">The id that ends a text.</param>
/// <param name="PadId">The id of padding.</param>
/// <param name="UnknownId">The id of words that cannot be made of pieces.</param>
/// <param name="Continuation">What marks a piece that continues a word.</param>
/// <param name="LongestWord">Characters of the longest word that is looked up.</param>
internal sealed record BertTokenizerDefinition(
    IReadOnlyDictionary<string, int> Vocabulary,
    IReadOnlyDictionary<string, int> AddedTokens,
    BertTextRules Rules,
    int StartId,
    int EndId,
    int PadId,
    int UnknownId,
    string Continuation,
    int LongestWord)
{
    /// <summary>The largest id that a text can get.</summary>
    public int LargestId => Vocabulary.Values.Concat(AddedTokens.Values).Max();
}
