namespace CtVlm.MLNet.Torch;

/// <summary>A SentencePiece model: its vocabulary and what happens to a text before it is segmented.</summary>
/// <remarks><b>Source:</b> Kudo and Richardson, arXiv 1808.06226; google/sentencepiece, src/sentencepiece_model.proto (Apache-2.0).</remarks>
internal sealed record SentencePieceModel
{
    /// <summary>What stands for a space in pieces: U+2581.</summary>
    public const char Space = '\u2581';

    /// <summary>The pieces; a piece's id is its place.</summary>
    public required IReadOnlyList<SentencePiece> Pieces { get; init; }

    /// <summary>Whether a text is segmented by merging pairs; else by the most probable segmentation (unigram).</summary>
    public required bool IsPairs { get; init; }

    /// <summary>Precedence of each pair of ids that may merge, 0 first; null where the score of the merged piece decides.</summary>
    public IReadOnlyDictionary<(int Left, int Right), int>? Merges { get; init; }

    /// <summary>Whether what no piece covers is given as the bytes of its UTF-8.</summary>
    public bool HasByteFallback { get; init; }

    /// <summary>The compiled table of character replacements; empty for none.</summary>
    public ReadOnlyMemory<byte> CharacterMap { get; init; }

    /// <summary>Whether a space is put before a text.</summary>
    public bool AddsPrefix { get; init; } = true;

    /// <summary>Whether runs of spaces become one, and those at both ends none.</summary>
    public bool CollapsesSpaces { get; init; } = true;

    /// <summary>Id of what no piece covers; -1 where the vocabulary has none.</summary>
    public int UnknownId => FindFirst(SentencePieceType.Unknown);

    private int FindFirst(SentencePieceType type)
    {
        for (int id = 0; id < Pieces.Count; id++)
        {
            if (Pieces[id].Type == type)
            {
                return id;
            }
        }

        return -1;
    }
}
