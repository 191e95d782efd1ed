namespace CtVlm.MLNet.Torch;

/// <summary>Merges neighbours, the pair of the highest precedence first and of equal ones the leftmost, until no pair makes a piece.</summary>
/// <remarks><b>Source:</b> Sennrich et al., arXiv 1508.07909; google/sentencepiece, src/bpe_model.cc (Apache-2.0).</remarks>
internal sealed class PairSegmenter : ISentencePieceSegmenter
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly PieceTrie _userDefined;
    private readonly SentencePieceModel _model;

    /// <summary>Makes a segmenter of a vocabulary.</summary>
    /// <exception cref="FormatException">A piece is unused, which would have to be taken apart again.</exception>
    public PairSegmenter(SentencePieceModel model, PieceTrie userDefined)
    {
        _model = model;
        _userDefined = userDefined;
        foreach ((int id, SentencePiece piece) in model.Pieces.Index())
        {
            if (piece.Type == SentencePieceType.Unused)
            {
                throw new FormatException($"piece {id} is unused, which is not supported in a byte-pair model.");
            }

            if (piece.Type is SentencePieceType.Normal or SentencePieceType.UserDefined)
            {
                _ids.TryAdd(piece.Text, id);
            }
        }

        _lookup = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public void Segment(string text, List<(int Id, int Length)> pieces)
    {
        Symbol[] symbols = Split(text);
        PriorityQueue<Pair, (double Order, int Left)> queue = new();
        for (int i = 1; i < symbols.Length; i++)
        {
            Offer(text, symbols, i - 1, i, queue);
        }

        while (queue.TryDequeue(out Pair pair, out _))
        {
            // A symbol that was merged since has another length.
            if (symbols[pair.Left].Length == pair.LeftLength && symbols[pair.Right].Length == pair.RightLength)
            {
                Merge(symbols, pair);
                Offer(text, symbols, symbols[pair.Left].Previous, pair.Left, queue);
                Offer(text, symbols, pair.Left, symbols[pair.Left].Next, queue);
            }
        }

        for (int i = symbols.Length > 0 ? 0 : -1; i >= 0; i = symbols[i].Next)
        {
            pieces.Add((Find(text, symbols[i]), symbols[i].Length));
        }
    }

    private static void Merge(Symbol[] symbols, Pair pair)
    {
        ref Symbol left = ref symbols[pair.Left];
        ref Symbol right = ref symbols[pair.Right];
        left.Length += right.Length;
        left.Next = right.Next;
        if (right.Next >= 0)
        {
            symbols[right.Next].Previous = pair.Left;
        }

        right.Length = 0;
    }

    // Characters, and whole pieces where their user defined them.
    private Symbol[] Split(string text)
    {
        List<Symbol> symbols = [];
        for (int at = 0; at < text.Length;)
        {
            int whole = _userDefined.IsEmpty ? 0 : _userDefined.FindLongest(text.AsSpan(at));
            int length = whole > 0 ? whole : char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
            symbols.Add(new Symbol { Start = at, Length = length, IsFrozen = whole > 0, Previous = symbols.Count - 1, Next = symbols.Count + 1 });
            at += length;
        }

        Symbol[] all = [.. symbols];
        if (all.Length > 0)
        {
            all[^1].Next = -1;
        }

        return all;
    }

    private void Offer(string text, Symbol[] symbols, int left, int right, PriorityQueue<Pair, (double Order, int Left)> queue)
    {
        if (left < 0 || right < 0 || symbols[left].IsFrozen || symbols[right].IsFrozen)
        {
            return;
        }

        (Symbol first, Symbol second) = (symbols[left], symbols[right]);
        if (FindOrder(text, first, second) is double order)
        {
            queue.Enqueue(new Pair(left, right, first.Length, second.Length), (order, left));
        }
    }

    // Smaller comes first; null where the pair makes no piece.
    private double? FindOrder(string text, Symbol left, Symbol right)
    {
        if (_model.Merges is not null)
        {
            return _model.Merges.TryGetValue((Find(text, left), Find(text, right)), out int rank) ? rank : null;
        }

        return _lookup.TryGetValue(text.AsSpan(left.Start, left.Length + right.Length), out int id) ? -_model.Pieces[id].Score : null;
    }

    private int Find(string text, Symbol symbol) => _lookup.TryGetValue(text.AsSpan(symbol.Start, symbol.Length), out int id) ? id : -1;

    private struct Symbol
    {
        public int Start;
        public int Length;
        public int Previous;
        public int Next;
        public bool IsFrozen;
    }

    private readonly record struct Pair(int Left, int Right, int LeftLength, int RightLength);
}
