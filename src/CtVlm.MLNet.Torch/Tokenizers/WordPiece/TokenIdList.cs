namespace CtVlm.MLNet.Torch;

/// <summary>Collects token ids in a buffer, and counts those for which there is no room.</summary>
internal ref struct TokenIdList(Span<int> buffer)
{
    private readonly Span<int> _buffer = buffer;

    /// <summary>Number of ids added, kept or not.</summary>
    public int Count { get; private set; }

    /// <summary>The ids that are kept: the first ones.</summary>
    public readonly ReadOnlySpan<int> Kept => _buffer[..Math.Min(Count, _buffer.Length)];

    /// <summary>Adds an id.</summary>
    public void Add(int id)
    {
        if (Count < _buffer.Length)
        {
            _buffer[Count] = id;
        }

        Count++;
    }

    /// <summary>Takes the last ids away.</summary>
    /// <param name="count">The number of ids that stay.</param>
    public void Truncate(int count) => Count = count;
}
