namespace CtVlm.MLNet;

/// <summary>A series on its way through the encoder: its bag fills item by item, slices or the volume, in whatever batches they travel.</summary>
internal sealed class SeriesJob
{
    private float[] _values = [];
    private float[] _positionsMm = [];
    private int[] _sliceIndices = [];
    private int _width = 1;
    private int _valuesDone;

    /// <summary>Where the bag is kept; null without a cache.</summary>
    public EmbeddingCacheKey? CacheKey { get; set; }

    /// <summary>The result, once there is one.</summary>
    public SeriesEmbedding? Result { get; private set; }

    public bool IsCached { get; private set; }

    /// <summary>Makes room for the bag: a vector an item, or T of them one after the other.</summary>
    /// <param name="itemIndices">The slice of each item.</param>
    /// <param name="positionsMm">Place of each vector in mm.</param>
    /// <param name="vectorsPerItem">T, 1 or more.</param>
    /// <param name="width">D.</param>
    public void Begin(int[] itemIndices, float[] positionsMm, int vectorsPerItem, int width)
    {
        _width = width;
        _positionsMm = positionsMm;
        _sliceIndices = vectorsPerItem == 1 ? itemIndices : [.. itemIndices.SelectMany(index => Enumerable.Repeat(index, vectorsPerItem))];
        _values = new float[checked(_sliceIndices.Length * width)];
    }

    /// <summary>Takes the vectors of the next items, in order; gives true when the bag has just become full.</summary>
    public bool Add(ReadOnlySpan<float> values)
    {
        if (Result is not null)
        {
            return false;
        }

        values.CopyTo(_values.AsSpan(_valuesDone));
        _valuesDone += values.Length;
        if (_valuesDone < _values.Length)
        {
            return false;
        }

        Result = new SeriesEmbedding(new EmbeddingBag(_values, _width, _sliceIndices), null, _positionsMm);
        return true;
    }

    public void Fail(SeriesFailure failure) => Result = new SeriesEmbedding(null, failure, []);

    /// <summary>Puts the bag into the cache, and takes it as the cache holds it: the first pass gives what later ones will.</summary>
    public void KeepIn(EmbeddingCache cache)
    {
        if (CacheKey is null || Result?.Bag is not { } bag)
        {
            return;
        }

        EmbeddingBag stored = cache.AsStored(bag);
        cache.Put(CacheKey, stored);
        Result = new SeriesEmbedding(stored, null, _positionsMm);
    }

    public void CompleteFromCache(EmbeddingBag bag, float[] positionsMm)
    {
        IsCached = true;
        Result = new SeriesEmbedding(bag, null, positionsMm);
    }
}
