using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A SigLIP vision tower; field names are those of the checkpoint.</summary>
/// <remarks><b>Source:</b> Zhai et al., arXiv 2303.15343; huggingface/transformers, src/transformers/models/siglip/modeling_siglip.py (Apache-2.0).</remarks>
internal sealed class SiglipVisionModel : VisionModel
{
    private readonly SiglipVisionTransformer vision_model;

    /// <summary>The tower of a configuration, weights unset.</summary>
    public SiglipVisionModel(SiglipConfig config)
        : base(nameof(SiglipVisionModel))
    {
        vision_model = new SiglipVisionTransformer(config.Vision);
        RegisterComponents();
    }

    /// <summary>What a SigLIP checkpoint holds besides this tower.</summary>
    public static IReadOnlyList<PermittedDifference> Permitted { get; } =
    [
        new("text_model.*", "the other tower"),
        new("logit_scale", "scales similarities, which no embedding needs"),
        new("logit_bias", "shifts similarities, which no embedding needs"),
        new("*.embeddings.position_ids", "a buffer of 0, 1, 2, ... that early files carry"),
    ];

    /// <inheritdoc/>
    public override bool PoolsIntoSharedSpace => true;

    /// <summary>Embeds images: (N, 3, S, S) -> (N, D), or (N, T, D) for tokens.</summary>
    /// <remarks>Nothing projects the pooled vector further, so <see cref="EmbeddingPoint.Projected"/> and <see cref="EmbeddingPoint.Pooled"/> are the same.</remarks>
    public override Tensor forward(Tensor pixels, EmbeddingPoint point, StageHandler? stage)
    {
        using Tensor tokens = vision_model.Run(pixels, stage); // (N, 3, S, S) -> (N, T, D)
        return VisionPoints.Take(tokens, 0, vision_model.Pool, null, point, stage);
    }
}
