using CtVlm.MLNet.Torch;

namespace TrainDemonstration;

/// <summary>Texts as token ids of equal length.</summary>
/// <param name="count">N.</param>
internal sealed class TextBatch(int count)
{
    private readonly IReadOnlyList<int>[] _ids = new IReadOnlyList<int>[count];

    /// <summary>Length of the longest text, both ends included.</summary>
    public int Length => _ids.Max(ids => ids.Count);

    /// <summary>Sets one text.</summary>
    /// <exception cref="InvalidOperationException">The text does not fit the tower.</exception>
    public void Set(int index, string text, ClipTokenizer tokenizer)
    {
        TokenizedText tokens = tokenizer.Encode(text);
        _ids[index] = tokens.IsTruncated
            ? throw new InvalidOperationException($"A report has {tokens.FullLength} tokens, the text tower takes {tokens.Ids.Count}. Give it more positions.")
            : tokens.Ids;
    }

    /// <summary>The ids (N, T), filled up with the end token.</summary>
    public long[] ToArray(int endId)
    {
        int length = Length;
        long[] rows = new long[_ids.Length * length];
        Array.Fill(rows, endId);
        for (int i = 0; i < _ids.Length; i++)
        {
            for (int j = 0; j < _ids[i].Count; j++)
            {
                rows[(i * length) + j] = _ids[i][j];
            }
        }

        return rows;
    }
}
