using CtVlm.MLNet.Torch;
using Microsoft.ML;

namespace CtVlm.MLNet.Extensions.AI;

/// <summary>Settings of <see cref="VlmEmbeddingGenerators.AsCtEmbeddingGenerator"/>.</summary>
public sealed record CtGeneratorOptions
{
    /// <summary>Which slices are shown, in which windows.</summary>
    /// <value><see cref="CtRendering.EnterographyRgb"/> with 32 slices.</value>
    public CtRendering Rendering { get; init; } = CtRendering.EnterographyRgb();

    /// <summary>Where the embedding is taken.</summary>
    /// <value>After the visual projection, the space shared with text.</value>
    public EmbeddingPoint Point { get; init; } = EmbeddingPoint.Projected;

    /// <summary>How the slices of a volume become one vector.</summary>
    /// <value>The mean.</value>
    public SlicePooling Pooling { get; init; } = SlicePooling.Mean();

    /// <summary>Whether vectors leave with unit L2 norm, as stores that compare by dot product want them.</summary>
    /// <value>False: as the pooling gives them.</value>
    public bool IsNormalized { get; init; }

    /// <summary>The context whose device and <see cref="CtContextExtensions.ConfigureCtVlm"/> settings, the embedding cache among them, are used; read when the generator is made.</summary>
    /// <value>Null: the CPU and the defaults.</value>
    public MLContext? Context { get; init; }
}
