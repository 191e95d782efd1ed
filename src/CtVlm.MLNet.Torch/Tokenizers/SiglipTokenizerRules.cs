namespace CtVlm.MLNet.Torch;

/// <summary>What a SigLIP folder's tokenizer does around its SentencePiece model.</summary>
internal sealed record SiglipTokenizerRules
{
    /// <summary>Whether a text loses its ASCII punctuation (SiglipTokenizer); else it is taken as it is (GemmaTokenizer).</summary>
    public required bool RemovesPunctuation { get; init; }

    /// <summary>Whether a text is put in lower case.</summary>
    public required bool LowersCase { get; init; }

    /// <summary>The token that begins a text; null for none.</summary>
    public string? BeginToken { get; init; }

    /// <summary>The token that ends a text; null for none.</summary>
    public string? EndToken { get; init; }

    /// <summary>The token that fills up a text.</summary>
    public required string PadToken { get; init; }

    /// <summary>The token for what is unknown.</summary>
    public required string UnknownToken { get; init; }

    /// <summary>Tokens that stand for themselves where a text spells them out.</summary>
    public IReadOnlyList<string> SpecialTokens { get; init; } = [];
}
