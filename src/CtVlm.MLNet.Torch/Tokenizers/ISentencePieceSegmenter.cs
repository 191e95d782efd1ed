namespace CtVlm.MLNet.Torch;

/// <summary>Cuts a normalized text into pieces. Implementations are immutable and thread-safe.</summary>
internal interface ISentencePieceSegmenter
{
    /// <summary>Appends the pieces in order.</summary>
    /// <param name="text">A normalized text.</param>
    /// <param name="pieces">Where they are appended: the id, -1 where no piece covers the text, and the length in UTF-16 units.</param>
    void Segment(string text, List<(int Id, int Length)> pieces);
}
