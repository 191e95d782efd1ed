using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>How the verbs run on this machine: what belongs to a context and never to a saved model.</summary>
/// <remarks>Set with <see cref="CtContextExtensions.ConfigureCtVlm"/> before a pipeline is built or a model loaded; a verb's own options win.</remarks>
public sealed record CtRuntimeOptions
{
    /// <summary>Where slice embeddings are kept between passes.</summary>
    /// <value>Null: <see cref="EmbeddingCache.Default"/>, a size-bounded folder of the user.</value>
    public EmbeddingCache? Cache { get; init; }

    /// <summary>Slices, whole volumes or texts in one call of the encoder, 1 or more; results do not depend on it.</summary>
    /// <value>Null: 8 on a CPU, 64 on a GPU; of whole volumes 1 and 4.</value>
    public int? BatchSize { get; init; }

    /// <summary>How many slices may be decoded at once, 1 or more.</summary>
    /// <value>Null: the number of processors.</value>
    public int? DecodeParallelism { get; init; }

    /// <summary>The element type in which encoders compute. It is part of the cache's key and of the provenance of a column, by the type that was used.</summary>
    /// <value>
    /// Null: <see cref="NumericPrecision.Float32"/>. An encoder of <see cref="VlmEncoder.FromFactory"/> computes in the type that its own code
    /// chose; the setting then only keeps its cached vectors apart.
    /// </value>
    public NumericPrecision? Precision { get; init; }

    /// <summary>
    /// Whether CUDA may round the factors of an encoder's float32 products and convolutions to TF32, 10 bits of mantissa: faster and less exact.
    /// Without meaning on a CPU. The process's own setting does not count, and is put back after each call of an encoder.
    /// </summary>
    /// <value>Null: false.</value>
    public bool? AllowTf32 { get; init; }

    /// <summary>Told after every series; may be called from a worker thread.</summary>
    public IProgress<EmbedProgress>? Progress { get; init; }

    /// <summary>Stops the work within one batch.</summary>
    public CancellationToken CancellationToken { get; init; }
}
