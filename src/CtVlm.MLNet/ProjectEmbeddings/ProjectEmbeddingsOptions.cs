using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>Settings of <see cref="ProjectEmbeddingsEstimator"/>.</summary>
public sealed record ProjectEmbeddingsOptions
{
    /// <summary>The column of projected vectors that is added.</summary>
    public required string OutputColumnName { get; init; }

    /// <summary>The column of vectors.</summary>
    /// <value>Null: the output column's name.</value>
    public string? InputColumnName { get; init; }

    /// <summary>The projection.</summary>
    public required EmbeddingProjection Projection { get; init; }
}
