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
    public bool Add(ReadOnlySpan<float> values, int slices, int width)
    {
        if (Result is not null)
        {
            return false;
        }

        values.CopyTo(_values.AsSpan(_slicesDone * (values.Length / slices)));
        _slicesDone += slices;
        if (_slicesDone < _sliceIndices.Length)
        {
            return false;
        }

        Result = new SeriesEmbedding(new EmbeddingBag(_values, _values.Length / width, width, _sliceIndices), null);
        return true;
    }

    public void Fail(SeriesFailure failure) => Result = new SeriesEmbedding(null, failure);

    public void CompleteFromCache(EmbeddingBag bag)
    {
        IsCached = true;
        Result = new SeriesEmbedding(bag, null);
    }
}
