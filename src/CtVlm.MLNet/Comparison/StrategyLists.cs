using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>Choices whose every combination is a strategy.</summary>
public sealed record StrategyLists
{
    /// <summary>The encoders, one or more.</summary>
    public required IReadOnlyList<VlmEncoder> Encoders { get; init; }

    /// <summary>The renderings, one or more.</summary>
    /// <value><see cref="CtRendering.EnterographyRgb"/>.</value>
    public IReadOnlyList<CtRendering> Renderings { get; init; } = [CtRendering.EnterographyRgb()];

    /// <summary>The embedding points, one or more.</summary>
    /// <value>After the visual projection.</value>
    public IReadOnlyList<EmbeddingPoint> Points { get; init; } = [EmbeddingPoint.Projected];

    /// <summary>The poolings, one or more.</summary>
    /// <value>The mean.</value>
    public IReadOnlyList<SlicePooling> Poolings { get; init; } = [SlicePooling.Mean()];

    /// <summary>The projections, one or more.</summary>
    /// <value>The identity.</value>
    public IReadOnlyList<EmbeddingProjection> Projections { get; init; } = [EmbeddingProjection.Identity()];

    /// <summary>The trainers, one or more.</summary>
    /// <value>L-BFGS maximum entropy.</value>
    public IReadOnlyList<StrategyTrainer> Trainers { get; init; } = [StrategyTrainer.LbfgsMaximumEntropy()];

    /// <summary>Which combinations are in; those for which it is false are left out.</summary>
    /// <value>Null: all.</value>
    public Func<EmbeddingStrategy, bool>? Filter { get; init; }
}
