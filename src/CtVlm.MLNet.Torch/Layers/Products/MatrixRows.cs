namespace CtVlm.MLNet.Torch;

/// <summary>Rows of float32 values, one right after the other.</summary>
/// <param name="start">The first value of the first row.</param>
/// <param name="count">Rows.</param>
internal readonly unsafe struct MatrixRows(float* start, int count)
{
    /// <summary>The first value of the first row.</summary>
    public float* Start { get; } = start;

    /// <summary>Rows.</summary>
    public int Count { get; } = count;
}
