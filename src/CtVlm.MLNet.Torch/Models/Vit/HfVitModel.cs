using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A vision transformer of the transformers library; field names are those of its ViTModel checkpoints.</summary>
/// <remarks>
/// The projected vector is transformers' pooler_output where the checkpoint has a pooler, and the class token where it has none.
/// <b>Source:</b> Dosovitskiy et al., arXiv 2010.11929; huggingface/transformers, src/transformers/models/vit/modeling_vit.py (Apache-2.0).
/// </remarks>
internal sealed class HfVitModel : VisionModel
{
    private readonly HfVitEmbeddings embeddings;
    private readonly HfVitEncoder<HfVitLayer> encoder;
    private readonly LayerNormLayer layernorm;
    private readonly BertDense? pooler;

    /// <summary>The transformer of a configuration, weights unset.</summary>
    /// <param name="config">Sizes.</param>
    /// <param name="hasPooler">Whether a tanh layer follows the class token.</param>
    public HfVitModel(HfVitConfig config, bool hasPooler)
        : base(nameof(HfVitModel))
    {
        embeddings = new HfVitEmbeddings(config, 0, antialiases: false);
        encoder = new HfVitEncoder<HfVitLayer>(config.Layers, () => new HfVitLayer(config));
        layernorm = new LayerNormLayer(config.Width, config.Epsilon);
        pooler = hasPooler ? new BertDense(config.Width, config.Width) : null;
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
        return VisionPoints.Take(tokens, 1, t => t.select(1, 0), pooler is null ? null : Project, point, stage).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Project(Tensor pooled)
    {
        if (pooler is null)
        {
            return base.Project(pooled);
        }

        using Tensor dense = pooler.forward(pooled);
        return dense.tanh();
    }
}
