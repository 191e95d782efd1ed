using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A CLIP vision tower with its projection; field names are those of the checkpoint.</summary>
/// <remarks><b>Source:</b> Radford et al., arXiv 2103.00020; huggingface/transformers, src/transformers/models/clip/modeling_clip.py (Apache-2.0).</remarks>
internal sealed class ClipVisionModel : VisionModel
{
    private readonly ClipVisionTransformer vision_model;
    private readonly LinearLayer visual_projection;

    /// <summary>The tower of a configuration, weights unset.</summary>
    public ClipVisionModel(ClipConfig config)
        : base(nameof(ClipVisionModel))
    {
        vision_model = new ClipVisionTransformer(config.Vision);
        visual_projection = new LinearLayer(config.Vision.Tower.Width, config.ProjectedWidth, hasBias: false);
        RegisterComponents();
    }

    /// <summary>What a CLIP checkpoint holds besides this tower.</summary>
    public static IReadOnlyList<PermittedDifference> Permitted { get; } =
    [
        new("text_model.*", "the other tower"),
        new("text_projection.weight", "the other tower"),
        new("logit_scale", "scales similarities, which no embedding needs"),
        new("*.embeddings.position_ids", "a buffer of 0, 1, 2, ... that early files carry"),
    ];

    /// <summary>The tower before its projection.</summary>
    public ClipVisionTransformer Transformer => vision_model;

    /// <summary>Embeds images: (N, 3, H, W) -> (N, D), or (N, T, D) for tokens.</summary>
    public override Tensor forward(Tensor pixels, EmbeddingPoint point, StageHandler? stage)
    {
        using Tensor tokens = vision_model.Run(pixels, stage); // (N, 3, H, W) -> (N, T, D)
        return VisionPoints.Take(tokens, 1, vision_model.Pool, Project, point, stage);
    }

    /// <inheritdoc/>
    public override Tensor Project(Tensor pooled) => visual_projection.forward(pooled);
}
