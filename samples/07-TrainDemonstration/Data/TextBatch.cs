using CtVlm.MLNet.Phantoms;
using CtVlm.MLNet.Torch;

namespace TrainDemonstration;

/// <summary>Texts as token ids of equal length, each with the key of its patient.</summary>
internal sealed class TextBatch
{
    private readonly List<IReadOnlyList<int>> _ids = [];
    private readonly List<PhantomKey> _keys = [];

    /// <summary>Number of texts, M.</summary>
    public int Count => _ids.Count;

    /// <summary>(M): the key of each text's patient.</summary>
    public IReadOnlyList<PhantomKey> Keys => _keys;

    /// <summary>Length of the longest text, both ends included.</summary>
    public int Length => _ids.Max(ids => ids.Count);

    /// <summary>Adds one text.</summary>
    /// <exception cref="InvalidOperationException">The text does not fit the tower.</exception>
    public void Add(PhantomKey key, string text, ClipTokenizer tokenizer)
    {
        TokenizedText tokens = tokenizer.Encode(text);
        _ids.Add(tokens.IsTruncated
            ? throw new InvalidOperationException($"A report has {tokens.FullLength} tokens, the text tower takes {tokens.Ids.Count}. Give it more positions.")
            : tokens.Ids);
        _keys.Add(key);
    }

    /// <summary>The ids (M, T), filled up with the end token.</summary>
    public long[] ToArray(int endId)
    {
        int length = Length;
        long[] rows = new long[_ids.Count * length];
        Array.Fill(rows, endId);
        for (int i = 0; i < _ids.Count; i++)
        {
            for (int j = 0; j < _ids[i].Count; j++)
            {
                rows[(i * length) + j] = _ids[i][j];
            }
        }

        return rows;
    }
}
