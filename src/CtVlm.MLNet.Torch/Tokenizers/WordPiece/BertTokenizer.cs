namespace CtVlm.MLNet.Torch;

/// <summary>BERT's WordPiece tokenizer.</summary>
/// <remarks>
/// Special tokens that a text spells out stand for themselves. Words and pieces are looked up in place, without a string for each.
/// <b>Source:</b> Devlin et al., arXiv 1810.04805; huggingface/transformers, BertTokenizer, and huggingface/tokenizers (Apache-2.0).
/// </remarks>
internal sealed class BertTokenizer : ITextTokenizer
{
    private const int LongestOnStack = 1024;

    private readonly WordPieceVocabulary _pieces;
    private readonly AddedTokens _added;
    private readonly BertTextRules _rules;
    private readonly BertCleaning _cleaning;
    private readonly int _startId;
    private readonly int _endId;

    /// <summary>Makes a tokenizer.</summary>
    /// <param name="definition">What its files say.</param>
    /// <param name="contextLength">Most ids of a text, both ends included; 2 or more.</param>
    /// <param name="cleaning">What happens to a text first.</param>
    public BertTokenizer(BertTokenizerDefinition definition, int contextLength, BertCleaning cleaning)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(contextLength, 2);
        _startId = definition.StartId;
        _endId = definition.EndId;
        PadId = definition.PadId;
        _pieces = new WordPieceVocabulary(definition.Vocabulary, definition.UnknownId, definition.Continuation, definition.LongestWord);
        _added = new AddedTokens(definition.AddedTokens);
        _rules = definition.Rules;
        _cleaning = cleaning;
        ContextLength = contextLength;
    }

    public int ContextLength { get; }

    public int PadId { get; }

    public bool PadsToContext => false;

    public TokenizedText Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int room = ContextLength - 2;
        Span<int> buffer = room <= LongestOnStack ? stackalloc int[room] : new int[room];
        TokenIdList ids = new(buffer);
        Append(_cleaning == BertCleaning.OpenClip ? OpenClipText.CleanKeepingCase(text) : text, ref ids);
        return new TokenizedText([_startId, .. ids.Kept, _endId], ids.Count + 2);
    }

    private void Append(string text, ref TokenIdList ids)
    {
        int at = 0;
        while (_added.Find(text.AsSpan(at), out int before, out int length, out int id))
        {
            AppendWords(text.Substring(at, before), ref ids);
            ids.Add(id);
            at += before + length;
        }

        AppendWords(at == 0 ? text : text[at..], ref ids);
    }

    private void AppendWords(string text, ref TokenIdList ids)
    {
        BertWords words = new(BertText.Normalize(text, _rules));
        while (words.MoveNext())
        {
            _pieces.Append(words.Current, ref ids);
        }
    }
}
