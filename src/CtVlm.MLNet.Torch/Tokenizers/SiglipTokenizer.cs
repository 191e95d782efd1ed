namespace CtVlm.MLNet.Torch;

/// <summary>The tokenizer of SigLIP and MedSigLIP, and of those SigLIP that have Gemma's: every text is filled up to the whole context.</summary>
/// <remarks><b>Source:</b> Zhai et al., arXiv 2303.15343; huggingface/transformers, src/transformers/models/siglip/tokenization_siglip.py (Apache-2.0).</remarks>
internal sealed class SiglipTokenizer : ITextTokenizer
{
    private readonly SentencePieceEncoder _encoder;
    private readonly SiglipTokenizerRules _rules;
    private readonly AddedTokens _special;
    private readonly int[] _begin;
    private readonly int[] _end;
    private readonly int _guardLength;

    /// <summary>Makes a tokenizer.</summary>
    /// <param name="model">The vocabulary.</param>
    /// <param name="rules">What happens around it.</param>
    /// <param name="contextLength">Ids of every text, both ends included.</param>
    /// <exception cref="FormatException">The model is damaged, or lacks a token that the rules name.</exception>
    public SiglipTokenizer(SentencePieceModel model, SiglipTokenizerRules rules, int contextLength)
    {
        _encoder = new SentencePieceEncoder(model);
        _rules = rules;
        ContextLength = contextLength;
        Dictionary<string, int> ids = new(StringComparer.Ordinal);
        foreach ((int id, SentencePiece piece) in model.Pieces.Index())
        {
            ids.TryAdd(piece.Text, id);
        }

        PadId = Find(ids, rules.PadToken);
        _begin = rules.BeginToken is null ? [] : [Find(ids, rules.BeginToken)];
        _end = rules.EndToken is null ? [] : [Find(ids, rules.EndToken)];
        _special = new AddedTokens(rules.SpecialTokens.Where(token => token.Length > 0 && ids.ContainsKey(token)).Distinct(StringComparer.Ordinal).ToDictionary(token => token, token => ids[token], StringComparer.Ordinal));

        _guardLength = _encoder.Encode(rules.UnknownToken).Count;
    }

    public int ContextLength { get; }

    public int PadId { get; }

    public bool PadsToContext => true;

    public TokenizedText Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<int> ids = [.. _begin];
        string prepared = _rules.LowersCase ? TransformersText.Lower(text) : text;
        foreach ((string part, int? special) in _special.Split(_rules.RemovesPunctuation ? Mark(prepared) : prepared))
        {
            ids.AddRange(special is int id ? [id] : EncodePart(part));
        }

        int full = ids.Count + _end.Length;
        if (full > ContextLength)
        {
            ids.RemoveRange(ContextLength - _end.Length, full - ContextLength);
        }

        ids.AddRange(_end);
        return new TokenizedText(ids, full);
    }

    // The reference begins a text with the mark of a space, and keeps the model from adding another by a token in front that it drops again.
    private static string Mark(string text) => SentencePieceModel.Space + text.Replace(SentencePieceModel.Space, ' ');

    private IEnumerable<int> EncodePart(string part) => _rules.RemovesPunctuation
        ? _encoder.Encode(_rules.UnknownToken + SiglipText.Clean(part)).Skip(_guardLength)
        : _encoder.Encode(part);

    private static int Find(Dictionary<string, int> ids, string token) => ids.TryGetValue(token, out int id)
        ? id
        : throw new FormatException($"its vocabulary of {ids.Count} pieces has no '{token}'.");
}
