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

    /// <summary>The column of the slices' places along their normal, a vector of mm, one per slice. A pooling that <see cref="SlicePooling.UsesPositions"/> needs it; <see cref="SlicePooling.Middle"/> uses it where it is given; others do not read it.</summary>
    /// <value>Null: there is none.</value>
    public string? PositionsColumnName { get; init; }

    /// <summary>
    /// The column of slice weights that is added: a vector of one weight per slice, at least 0 and summing to 1. Beside it are added, as Single, <c>&lt;name&gt;.Entropy</c>,
    /// -sum a ln a in nats, and <c>&lt;name&gt;.EffectiveSliceCount</c>, exp(entropy), from 1 to the number of slices. Needs a pooling that <see cref="SlicePooling.HasSliceWeights"/>.
    /// </summary>
    /// <value>Null: none of the three is added.</value>
    public string? SliceWeightsColumnName { get; init; }

    /// <summary>What an empty bag, that of a series that could not be used, becomes.</summary>
    /// <value><see cref="MissingBagPolicy.MissingValue"/>: a vector of NaN, which trainers skip or impute; no weights, and NaN for what is computed from them.</value>
    public MissingBagPolicy OnMissing { get; init; } = MissingBagPolicy.MissingValue;
}
