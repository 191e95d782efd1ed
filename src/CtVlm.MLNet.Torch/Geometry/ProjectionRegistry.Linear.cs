namespace CtVlm.MLNet.Torch;

/// <content>Maps by means, matrices and norms.</content>
internal static partial class ProjectionRegistry
{
    private static IEnumerable<ProjectionEntry> CreateLinear() =>
    [
        new("identity", EmbeddingProjection.Identity),
        new("l2", EmbeddingProjection.L2),
        new("centred", EmbeddingProjection.Centring),
        new("pca", () => EmbeddingProjection.Pca(3)),
    ];
}
