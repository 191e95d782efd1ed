using TorchSharp;
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

    /// <summary>Embeds images: (N, 3, S, S) -> (N, D), or (N, T, D) for tokens.</summary>
    /// <remarks>Nothing projects the pooled vector further, so <see cref="EmbeddingPoint.Projected"/> and <see cref="EmbeddingPoint.Pooled"/> are the same.</remarks>
    public override Tensor forward(Tensor pixels, EmbeddingPoint point, StageHandler? stage)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor hidden = vision_model.Run(pixels, stage); // (N, 3, S, S) -> (N, T, D)
        Tensor result = point switch
        {
            EmbeddingPoint.Projected or EmbeddingPoint.Pooled => Pool(hidden, stage), // -> (N, D)
            EmbeddingPoint.PatchMean => hidden.mean([1]), // -> (N, D)
            EmbeddingPoint.Tokens => hidden,
            _ => throw new ArgumentOutOfRangeException(nameof(point), point, "Not an embedding point."),
        };
        return result.MoveToOuterDisposeScope();
    }

    private Tensor Pool(Tensor hidden, StageHandler? stage)
    {
        Tensor pooled = vision_model.Pool(hidden);
        stage?.Invoke("pooled", pooled);
        stage?.Invoke("projected", pooled);
        return pooled;
    }
}
