using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A CLIP text tower with its projection; field names are those of the checkpoint.</summary>
/// <remarks><b>Source:</b> Radford et al., arXiv 2103.00020; huggingface/transformers, src/transformers/models/clip/modeling_clip.py (Apache-2.0).</remarks>
internal sealed class ClipTextModel : TextModel
{
    private readonly ClipTextTransformer text_model;
    private readonly LinearLayer text_projection;

    /// <summary>The tower of a configuration, weights unset.</summary>
    public ClipTextModel(ClipConfig config)
        : base(nameof(ClipTextModel))
    {
        text_model = new ClipTextTransformer(config.Text);
        text_projection = new LinearLayer(config.Text.Tower.Width, config.ProjectedWidth, hasBias: false);
        RegisterComponents();
    }

    /// <summary>What a CLIP checkpoint holds besides this tower.</summary>
    public static IReadOnlyList<PermittedDifference> Permitted { get; } =
    [
        new("vision_model.*", "the other tower"),
        new("visual_projection.weight", "the other tower"),
        new("logit_scale", "scales similarities, which no embedding needs"),
        new("*.embeddings.position_ids", "a buffer of 0, 1, 2, ... that early files carry"),
    ];

    /// <summary>The tower before its projection.</summary>
    public ClipTextTransformer Transformer => text_model;

    /// <inheritdoc/>
    /// <remarks>The mask has no use: causal attention keeps what follows the end from reaching it.</remarks>
    public override Tensor Pool(Tensor ids, Tensor mask, StageHandler? stage) => text_model.Pool(ids, stage);

    /// <inheritdoc/>
    public override Tensor Project(Tensor pooled) => text_projection.forward(pooled);
}
