namespace CtVlm.MLNet.Torch;

/// <summary>Turns texts into token ids. Implementations are immutable and thread-safe.</summary>
internal interface ITextTokenizer
{
    /// <summary>Most ids of a text, both ends included.</summary>
    int ContextLength { get; }

    /// <summary>The id that ends a text; also fills up the shorter rows of a batch.</summary>
    int EndId { get; }

    /// <summary>Tokenizes a text; a longer one is cut and still ends in <see cref="EndId"/>.</summary>
    TokenizedText Encode(string text);
}
