using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>Names of the columns that a projection is fitted on.</summary>
/// <param name="Projection">The projection's name, for messages.</param>
/// <param name="Vector">The vectors that are projected.</param>
/// <param name="Label">The classes; null: none needed.</param>
/// <param name="Counterpart">The other modality's vectors; null: none needed.</param>
internal sealed record ProjectionColumnNames(string Projection, string Vector, string? Label = null, string? Counterpart = null)
{
    /// <summary>What to do about a counterpart column that does not suit.</summary>
    public const string CounterpartAdvice = "Both modalities' embeddings must come from the same encoder, pooled to vectors.";

    /// <summary>For messages: what the label column is for.</summary>
    public string LabelPurpose => $"{ProjectEmbeddingsEstimator.Verb} (classes of projection '{Projection}')";

    /// <summary>For messages: what the counterpart column is for.</summary>
    public string CounterpartPurpose => $"{ProjectEmbeddingsEstimator.Verb} (other modality of projection '{Projection}')";

    /// <summary>The columns that a projection asks for.</summary>
    public static ProjectionColumnNames Of(EmbeddingProjection projection, string vector) =>
        new(projection.Name, vector, projection.LabelColumnName, projection.CounterpartColumnName);
}
