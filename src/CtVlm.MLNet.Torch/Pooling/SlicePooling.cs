namespace CtVlm.MLNet.Torch;

/// <summary>How a bag of slice embeddings becomes one vector.</summary>
/// <remarks>A pooling is a choice, without state; what it may have to learn is learnt when a pipeline is fitted.</remarks>
public abstract class SlicePooling
{
    private protected SlicePooling()
    {
    }

    /// <summary>Short name, used in slot names, saved models and the tool.</summary>
    public abstract string Name { get; }

    /// <summary>The mean of the rows, by column. <b>Source:</b> arXiv 2604.13021.</summary>
    /// <returns>The pooling; permutation-invariant, output as wide as the rows.</returns>
    public static SlicePooling Mean() => new MeanPooling();

    /// <summary>The largest value of each column.</summary>
    /// <returns>The pooling; permutation-invariant, output as wide as the rows.</returns>
    public static SlicePooling Max() => new MaxPooling();

    /// <summary>The pooling of that name.</summary>
    /// <param name="name">"mean" or "max".</param>
    /// <returns>The pooling.</returns>
    /// <exception cref="ArgumentException">There is no such pooling; the message lists those known.</exception>
    public static SlicePooling Parse(string name) => name switch
    {
        MeanPooling.PoolingName => Mean(),
        MaxPooling.PoolingName => Max(),
        _ => throw new ArgumentException($"There is no pooling '{name}'. Known: {MeanPooling.PoolingName}, {MaxPooling.PoolingName}.", nameof(name)),
    };

    /// <summary>Width of the pooled vector.</summary>
    /// <param name="width">Width D of the bag's rows.</param>
    /// <returns>Width of the result.</returns>
    public abstract int GetOutputWidth(int width);

    /// <summary>Pools a bag.</summary>
    /// <param name="bag">N rows of D values, (N, D), N at least 1.</param>
    /// <param name="width">D, above 0.</param>
    /// <param name="destination">Receives <see cref="GetOutputWidth"/> values.</param>
    /// <exception cref="ArgumentException">The bag is empty or not a whole number of rows, or the destination has another length.</exception>
    public void Pool(ReadOnlySpan<float> bag, int width, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (bag.IsEmpty || bag.Length % width != 0)
        {
            throw new ArgumentException($"A bag holds one or more rows of {width} values, got {bag.Length} values.", nameof(bag));
        }

        if (destination.Length != GetOutputWidth(width))
        {
            throw new ArgumentException($"The pooled vector has {GetOutputWidth(width)} values, the destination {destination.Length}.", nameof(destination));
        }

        PoolCore(bag, width, destination);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private protected abstract void PoolCore(ReadOnlySpan<float> bag, int width, Span<float> destination);
}
