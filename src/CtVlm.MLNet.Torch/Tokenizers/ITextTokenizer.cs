namespace CtVlm.MLNet.Torch;

/// <summary>Turns texts into token ids. Implementations are immutable and thread-safe.</summary>
internal interface ITextTokenizer
{
    /// <summary>Most ids of a text, both ends included.</summary>
    int ContextLength { get; }

    /// <summary>The id that fills up the shorter rows of a batch.</summary>
    int PadId { get; }

    /// <summary>Whether every row is filled up to <see cref="ContextLength"/>, for models that see their padding.</summary>
    bool PadsToContext { get; }

    /// <summary>Tokenizes a text, with the ids that begin and end it; a longer one is cut and keeps its end.</summary>
    TokenizedText Encode(string text);
}
