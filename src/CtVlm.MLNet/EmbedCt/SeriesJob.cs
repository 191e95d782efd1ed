namespace CtVlm.MLNet;

/// <summary>A series on its way through the encoder: its bag fills slice by slice, in whatever batches the slices travel.</summary>
internal sealed class SeriesJob
{
    private float[] _values = [];
    private int[] _sliceIndices = [];
    private int _slicesDone;

    /// <summary>Where the bag is kept; null without a cache.</summary>
    public EmbeddingCacheKey? CacheKey { get; set; }

    /// <summary>The result, once there is one.</summary>
    public SeriesEmbedding? Result { get; private set; }

    public bool IsCached { get; private set; }

    public void Begin(int[] sliceIndices, int valuesPerSlice)
    {
        _sliceIndices = sliceIndices;
        _values = new float[checked(sliceIndices.Length * valuesPerSlice)];
    }

    /// <summary>Takes the vectors of the next slices, in order; gives true when the bag has just become full.</summary>
    public bool Add(ReadOnlySpan<float> values, int slices)
    {
        if (Result is not null)
        {
            return false;
        }

        int valuesPerSlice = values.Length / slices;
        values.CopyTo(_values.AsSpan(_slicesDone * valuesPerSlice));
        _slicesDone += slices;
        if (_slicesDone < _sliceIndices.Length)
        {
            return false;
        }

        Result = new SeriesEmbedding(new EmbeddingBag(_values, valuesPerSlice, _sliceIndices), null);
        return true;
    }

    public void Fail(SeriesFailure failure) => Result = new SeriesEmbedding(null, failure);

    /// <summary>Puts the bag into the cache, and takes it as the cache holds it: the first pass gives what later ones will.</summary>
    public void KeepIn(EmbeddingCache cache)
    {
        if (CacheKey is null || Result?.Bag is not { } bag)
        {
            return;
        }

        EmbeddingBag stored = cache.AsStored(bag);
        cache.Put(CacheKey, stored);
        Result = new SeriesEmbedding(stored, null);
    }

    public void CompleteFromCache(EmbeddingBag bag)
    {
        IsCached = true;
        Result = new SeriesEmbedding(bag, null);
    }
}
