namespace CtVlm.MLNet.Torch;

/// <content>Maps by means, matrices and norms.</content>
internal static partial class ProjectionRegistry
{
    private static IEnumerable<ProjectionEntry> CreateLinear() =>
    [
        new("identity", EmbeddingProjection.Identity),
        new("l2", EmbeddingProjection.L2),
        new("centred", EmbeddingProjection.Centring),
        new("centred-l2", EmbeddingProjection.CentredL2),
        new("standardized", EmbeddingProjection.Standardizing),
        new("all-but-the-top", () => EmbeddingProjection.AllButTheTop(2)),
        new("pca", () => EmbeddingProjection.Pca(3)),
        new("pca-whitening", () => EmbeddingProjection.PcaWhitening(3)),
        new("zca-whitening", () => EmbeddingProjection.ZcaWhitening(shrinkage: CovarianceShrinkage.LedoitWolf)),
        new("gaussian-random", () => EmbeddingProjection.GaussianRandom(4, seed: 1)),
        new("sparse-random", () => EmbeddingProjection.SparseRandom(4, seed: 1)),
        new("lda", () => EmbeddingProjection.Lda("Label"), NeedsLabel: true),
        new("mahalanobis", () => EmbeddingProjection.Mahalanobis()),
        new("class-mahalanobis", () => EmbeddingProjection.ClassMahalanobis("Label"), NeedsLabel: true),
    ];
}
