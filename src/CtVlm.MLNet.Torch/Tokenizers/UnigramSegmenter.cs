using System.Text;

namespace CtVlm.MLNet.Torch;

/// <summary>The segmentation whose pieces have the largest sum of log probabilities.</summary>
/// <remarks>Sums are float32 and ties go to the segmentation found first, as in the reference. <b>Source:</b> google/sentencepiece, src/unigram_model.cc, EncodeOptimized (Apache-2.0).</remarks>
internal sealed class UnigramSegmenter : ISentencePieceSegmenter
{
    // How much less probable than the least probable piece a character is that no piece covers.
    private const float UnknownPenalty = 10;

    private readonly PieceTrie _trie = new();
    private readonly float[] _scores;
    private readonly float _unknownScore;

    /// <summary>Makes a segmenter of a vocabulary.</summary>
    public UnigramSegmenter(SentencePieceModel model)
    {
        float[] normal = [.. model.Pieces.Where(p => p.Type == SentencePieceType.Normal).Select(p => p.Score).DefaultIfEmpty(0)];
        float largest = normal.Max();
        _unknownScore = normal.Min() - UnknownPenalty;
        _scores = new float[model.Pieces.Count];
        foreach ((int id, SentencePiece piece) in model.Pieces.Index())
        {
            // A piece that its user defined shall always win.
            _scores[id] = piece.Type == SentencePieceType.UserDefined ? (float)((Encoding.UTF8.GetByteCount(piece.Text) * largest) - 0.1) : piece.Score;
            if (piece.Type is SentencePieceType.Normal or SentencePieceType.UserDefined)
            {
                _trie.Add(piece.Text, id);
            }
        }
    }

    public void Segment(string text, List<(int Id, int Length)> pieces)
    {
        // The best way to each place: where its last piece starts, which piece that is, and the sum.
        Step[] best = new Step[text.Length + 1];
        best.AsSpan(1).Fill(new Step(-1, -1, 0));
        for (int start = 0; start < text.Length;)
        {
            int character = char.IsHighSurrogate(text[start]) && start + 1 < text.Length ? 2 : 1;
            if (!TryPieces(text, start, character, best))
            {
                Offer(best, start, start + character, -1, _unknownScore);
            }

            start += character;
        }

        int first = pieces.Count;
        for (int end = text.Length; end > 0; end = best[end].Start)
        {
            pieces.Add((best[end].Id, end - best[end].Start));
        }

        pieces.Reverse(first, pieces.Count - first);
    }

    // False where none of the pieces is exactly one character.
    private bool TryPieces(string text, int start, int character, Step[] best)
    {
        (bool hasCharacter, int node) = (false, PieceTrie.Root);
        for (int end = start; end < text.Length && _trie.TryStep(ref node, text[end], out int id);)
        {
            end++;
            if (id >= 0)
            {
                Offer(best, start, end, id, _scores[id]);
                hasCharacter |= end - start == character;
            }
        }

        return hasCharacter;
    }

    private static void Offer(Step[] best, int start, int end, int id, float score)
    {
        float sum = best[start].Sum + score;
        if (best[end].Start < 0 || sum > best[end].Sum)
        {
            best[end] = new Step(start, id, sum);
        }
    }

    private readonly record struct Step(int Start, int Id, float Sum);
}
