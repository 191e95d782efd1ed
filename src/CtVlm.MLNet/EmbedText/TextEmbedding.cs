using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>One text of a chunk.</summary>
internal readonly record struct TextEmbedding(TextChunk Chunk, int Index)
{
    /// <summary>How many tokens it has, in the longest of its templates.</summary>
    public TextTokens Tokens => Chunk.Tokens[Index];

    /// <summary>Its vector; the first of a chunk that is read computes them all.</summary>
    public ReadOnlySpan<float> Vector => Chunk.GetVector(Index);
}
