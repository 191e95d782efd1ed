using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>One way from a CT series to a class: encoder, rendering, embedding point, pooling, projection, trainer.</summary>
public sealed record EmbeddingStrategy
{
    /// <summary>The encoder of slices or volumes; with a text tower where retrieval is to be measured.</summary>
    public required VlmEncoder Encoder { get; init; }

    /// <summary>Which slices are shown, in which windows.</summary>
    /// <value><see cref="CtRendering.EnterographyRgb"/>, 32 slices.</value>
    public CtRendering Rendering { get; init; } = CtRendering.EnterographyRgb();

    /// <summary>Where the embedding is taken.</summary>
    /// <value>After the visual projection, the space shared with text.</value>
    public EmbeddingPoint Point { get; init; } = EmbeddingPoint.Projected;

    /// <summary>How a bag becomes one vector. One that learns is trained on each fold's training rows only.</summary>
    /// <value>The mean.</value>
    public SlicePooling Pooling { get; init; } = SlicePooling.Mean();

    /// <summary>In which space the vector is handed to the trainer; fitted on each fold's training rows only.</summary>
    /// <value>As it is.</value>
    public EmbeddingProjection Projection { get; init; } = EmbeddingProjection.Identity();

    /// <summary>What learns the classes.</summary>
    /// <value>L-BFGS maximum entropy, L2 weight 1.</value>
    public StrategyTrainer Trainer { get; init; } = StrategyTrainer.LbfgsMaximumEntropy();

    /// <summary>The six choices as text, separated by " | ".</summary>
    public string Name => string.Join(" | ", Parts);

    /// <summary>The six choices as text, in their order. How a pooling is trained shows only where it is not the default.</summary>
    internal IReadOnlyList<string> Parts =>
        [Encoder.Name, Rendering.ToString(), Point.ToString(), StrategyText.Describe(Pooling), Projection.Specification, Trainer.Name];

    /// <summary>The name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
