namespace CtVlm.MLNet;

/// <summary>The embeddings of one series: n vectors of width d and the slice each belongs to.</summary>
/// <remarks>Both arrays belong to the bag from its creation on, may be shared by several threads, and are never changed again by anyone.</remarks>
public sealed class EmbeddingBag
{
    /// <summary>Takes ownership of the arrays.</summary>
    /// <param name="values">(n, d), row by row.</param>
    /// <param name="width">d, at least 1.</param>
    /// <param name="sliceIndices">Index in the volume of the slice each row belongs to, n entries, none negative; several rows of one slice repeat it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is not positive, or a slice index is negative.</exception>
    /// <exception cref="ArgumentException">The lengths disagree.</exception>
    public EmbeddingBag(float[] values, int width, int[] sliceIndices)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(sliceIndices);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if (values.LongLength != (long)width * sliceIndices.Length)
        {
            throw new ArgumentException(
                $"EmbeddingBag: values must hold n x d = {sliceIndices.Length} x {width} numbers, got {values.Length}.", nameof(values));
        }

        if (sliceIndices.AsSpan().ContainsAnyInRange(int.MinValue, -1))
        {
            throw new ArgumentOutOfRangeException(nameof(sliceIndices), "EmbeddingBag: slice indices must be 0 or more, got a negative one.");
        }

        Values = values;
        Width = width;
        SliceIndices = sliceIndices;
    }

    /// <summary>(n, d), row by row. Read only by convention.</summary>
    public float[] Values { get; }

    /// <summary>Number of vectors n; may be 0.</summary>
    public int Count => SliceIndices.Length;

    /// <summary>Width d.</summary>
    public int Width { get; }

    /// <summary>The slice each row belongs to, n entries. Read only by convention.</summary>
    public int[] SliceIndices { get; }
}
