namespace CtVlm.MLNet.Torch;

/// <summary>Makes projections of their specifications: <c>pca:components=8</c>.</summary>
internal static class ProjectionParser
{
    private const string Label = "Label";
    private const string Counterpart = "ReportEmbedding";

    private static readonly Dictionary<string, Func<PoolingArguments, EmbeddingProjection>> s_makers = new(StringComparer.Ordinal)
    {
        ["identity"] = static _ => EmbeddingProjection.Identity(),
        ["l2"] = static _ => EmbeddingProjection.L2(),
        ["centred"] = static _ => EmbeddingProjection.Centring(),
        ["centred-l2"] = static _ => EmbeddingProjection.CentredL2(),
        ["standardized"] = static _ => EmbeddingProjection.Standardizing(),
        ["all-but-the-top"] = static a => EmbeddingProjection.AllButTheTop(Required(a, "all-but-the-top", "directions")),
        ["pca"] = static a => EmbeddingProjection.Pca(Required(a, "pca", "components")),
        ["pca-whitening"] = static a => EmbeddingProjection.PcaWhitening(Optional(a, "components", "all"), a.Number("epsilon", 0), Shrinkage(a, "0")),
        ["zca-whitening"] = static a => EmbeddingProjection.ZcaWhitening(Optional(a, "components", "all"), a.Number("epsilon", 0), Shrinkage(a, "0")),
        ["gaussian-random"] = static a => EmbeddingProjection.GaussianRandom(Required(a, "gaussian-random", "components"), a.Count("seed", 0)),
        ["sparse-random"] = static a => EmbeddingProjection.SparseRandom(Required(a, "sparse-random", "components"), a.Count("seed", 0)),
        ["lda"] = static a => EmbeddingProjection.Lda(a.Word("label", Label), Optional(a, "components", "most"), Shrinkage(a, "0")),
        ["mahalanobis"] = static a => EmbeddingProjection.Mahalanobis(Shrinkage(a, "ledoitwolf")),
        ["class-mahalanobis"] = static a => EmbeddingProjection.ClassMahalanobis(a.Word("label", Label), Shrinkage(a, "ledoitwolf")),
        ["rank-gauss"] = static a => EmbeddingProjection.RankGauss(Flag(a, "interpolates", false)),
        ["rank-gauss-interpolated"] = static a => EmbeddingProjection.RankGauss(Flag(a, "interpolates", true)),
        ["nystroem"] = static a => EmbeddingProjection.Nystroem(Required(a, "nystroem", "landmarks"), Gamma(a), a.Count("seed", 0)),
        ["random-fourier"] = static a => EmbeddingProjection.RandomFourier(Required(a, "random-fourier", "components"), Gamma(a), a.Count("seed", 0)),
        ["kernel-pca"] = static a => EmbeddingProjection.KernelPca(Required(a, "kernel-pca", "components"), Gamma(a), a.Count("seed", 0)),
        ["gap-shift"] = static a => EmbeddingProjection.ModalityGapShift(a.Number("lambda", 0.5), a.Word("counterpart", Counterpart), a.Choice("side", EmbeddingModality.Image)),
        ["spherical-log"] = static _ => EmbeddingProjection.SphericalLog(),
        ["hyperbolic"] = static a => Hyperbolic(a, HyperbolicCoordinates.TangentAtMean),
        ["hyperbolic-origin"] = static a => Hyperbolic(a, HyperbolicCoordinates.TangentAtOrigin),
        ["hyperbolic-space"] = static a => Hyperbolic(a, HyperbolicCoordinates.Space),
        ["hyperbolic-poincare"] = static a => Hyperbolic(a, HyperbolicCoordinates.Poincare),
    };

    /// <summary>The projection of that specification.</summary>
    /// <exception cref="ArgumentException">There is no such projection or argument, or a value does not suit; the message lists those known.</exception>
    public static EmbeddingProjection Parse(string specification)
    {
        ArgumentNullException.ThrowIfNull(specification);
        string[] parts = specification.Split(':', 2, StringSplitOptions.TrimEntries);
        if (!s_makers.TryGetValue(parts[0], out Func<PoolingArguments, EmbeddingProjection>? make))
        {
            throw new ArgumentException($"There is no projection '{parts[0]}'. Known: {string.Join(", ", s_makers.Keys)}.", nameof(specification));
        }

        PoolingArguments arguments = PoolingArguments.Parse(parts.Length == 1 ? "" : parts[1]);
        EmbeddingProjection projection = make(arguments);
        arguments.RequireAllRead(parts[0], "Projection");
        return projection;
    }

    private static EmbeddingProjection Hyperbolic(PoolingArguments arguments, HyperbolicCoordinates coordinates) => EmbeddingProjection.Hyperbolic(
        Known(arguments, "curvature", "adaptive") ? arguments.Number("curvature", 1) : null,
        arguments.Number("scale", 1),
        arguments.Choice("coordinates", coordinates),
        arguments.Number("radius", 1));

    private static int Required(PoolingArguments arguments, string projection, string name) =>
        arguments.Word(name, "").Length > 0 ? arguments.Count(name, 0) : throw new ArgumentException($"Projection '{projection}' needs {name}=K: {projection}:{name}=8.");

    private static int? Optional(PoolingArguments arguments, string name, string absent) => Known(arguments, name, absent) ? arguments.Count(name, 0) : null;

    private static double? Gamma(PoolingArguments arguments) => Known(arguments, "gamma", "median") ? arguments.Number("gamma", 0) : null;

    private static bool Known(PoolingArguments arguments, string name, string absent) => arguments.Word(name, absent) != absent;

    private static bool Flag(PoolingArguments arguments, string name, bool standard) => arguments.Word(name, standard ? "true" : "false") switch
    {
        "true" => true,
        "false" => false,
        string other => throw new ArgumentException($"Argument '{name}' is '{other}'; true or false expected."),
    };

    private static CovarianceShrinkage Shrinkage(PoolingArguments arguments, string standard) => arguments.Word("shrinkage", standard) switch
    {
        "ledoitwolf" => CovarianceShrinkage.LedoitWolf,
        "0" => CovarianceShrinkage.None,
        _ => CovarianceShrinkage.Fixed(arguments.Number("shrinkage", 0)),
    };
}
