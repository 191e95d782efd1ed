using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A DINOv2 vision transformer; field names are those of transformers' Dinov2Model checkpoints.</summary>
/// <remarks>
/// <b>Source:</b> Oquab et al., arXiv 2304.07193; Darcet et al., arXiv 2309.16588 (registers); huggingface/transformers,
/// src/transformers/models/dinov2/modeling_dinov2.py and dinov2_with_registers beside it (Apache-2.0).
/// </remarks>
internal sealed class Dinov2Model : VisionModel
{
    private readonly HfVitEmbeddings embeddings;
    private readonly HfVitEncoder<Dinov2Layer> encoder;
    private readonly LayerNormLayer layernorm;
    private readonly int _prefixTokens;

    /// <summary>The transformer of a configuration, weights unset.</summary>
    public Dinov2Model(Dinov2Config config)
        : base(nameof(Dinov2Model))
    {
        embeddings = new HfVitEmbeddings(config.Body, config.RegisterTokens, config.AntialiasesPositions);
        encoder = new HfVitEncoder<Dinov2Layer>(config.Body.Layers, () => new Dinov2Layer(config));
        layernorm = new LayerNormLayer(config.Body.Width, config.Body.Epsilon);
        _prefixTokens = config.PrefixTokens;
        RegisterComponents();
    }

    /// <summary>What a checkpoint holds besides.</summary>
    public static IReadOnlyList<PermittedDifference> Permitted { get; } =
    [
        new("classifier.*", "the classifier, which no embedding needs"),
        new("*embeddings.mask_token", "stands for hidden patches in pre-training"),
    ];

    /// <summary>Embeds images: (N, 3, H, W) -> (N, D), or (N, T, D) for tokens.</summary>
    public override Tensor forward(Tensor pixels, EmbeddingPoint point, StageHandler? stage)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor embedded = embeddings.forward(pixels); // (N, 3, H, W) -> (N, T, D)
        stage?.Invoke("embeddings", embedded);
        Tensor tokens = layernorm.forward(encoder.forward(embedded, stage));
        stage?.Invoke("norm", tokens);
        return VisionPoints.Take(tokens, _prefixTokens, t => t.select(1, 0), null, point, stage).MoveToOuterDisposeScope();
    }
}
