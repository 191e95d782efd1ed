using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>Settings of <see cref="PoolEmbeddingsEstimator"/>.</summary>
public sealed record PoolEmbeddingsOptions
{
    /// <summary>The column of pooled vectors that is added.</summary>
    public required string OutputColumnName { get; init; }

    /// <summary>The column of bags.</summary>
    /// <value>Null: the output column's name.</value>
    public string? InputColumnName { get; init; }

    /// <summary>How a bag becomes one vector.</summary>
    /// <value>The mean: the method's first choice for classification.</value>
    public SlicePooling Pooling { get; init; } = SlicePooling.Mean();

    /// <summary>What an empty bag, that of a series that could not be used, becomes.</summary>
    /// <value><see cref="MissingBagPolicy.MissingValue"/>: a vector of NaN, which trainers skip or impute.</value>
    public MissingBagPolicy OnMissing { get; init; } = MissingBagPolicy.MissingValue;
}
