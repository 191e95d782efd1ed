namespace CtVlm.MLNet.Torch;

/// <content>Maps by kernels, ranks and curved spaces.</content>
internal static partial class ProjectionRegistry
{
    private static IEnumerable<ProjectionEntry> CreateNonlinear() =>
    [
        new("rank-gauss", () => EmbeddingProjection.RankGauss()),
        new("rank-gauss-interpolated", () => EmbeddingProjection.RankGauss(interpolates: true)),
        new("nystroem", () => EmbeddingProjection.Nystroem(5, seed: 1)),
        new("random-fourier", () => EmbeddingProjection.RandomFourier(8, seed: 1)),
        new("kernel-pca", () => EmbeddingProjection.KernelPca(3)),
        new("gap-shift", () => EmbeddingProjection.ModalityGapShift(0.5, "Counterpart", EmbeddingModality.Image), NeedsCounterpart: true),
        new("spherical-log", EmbeddingProjection.SphericalLog),
        new("hyperbolic", () => EmbeddingProjection.Hyperbolic()),
        new("hyperbolic-origin", () => EmbeddingProjection.Hyperbolic(1, coordinates: HyperbolicCoordinates.TangentAtOrigin)),
        new("hyperbolic-space", () => EmbeddingProjection.Hyperbolic(coordinates: HyperbolicCoordinates.Space)),
        new("hyperbolic-poincare", () => EmbeddingProjection.Hyperbolic(coordinates: HyperbolicCoordinates.Poincare)),
    ];
}
