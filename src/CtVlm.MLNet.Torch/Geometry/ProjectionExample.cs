namespace CtVlm.MLNet.Torch;

/// <summary>A projection with settings that suit small data.</summary>
/// <param name="Name">What tells it from the other examples, such as "pca-whitening".</param>
/// <param name="Projection">The projection.</param>
public sealed record ProjectionExample(string Name, EmbeddingProjection Projection);
