using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The vision tower of open_clip's CLIP with its projection; field names are those of the checkpoint.</summary>
/// <remarks><b>Source:</b> Radford et al., arXiv 2103.00020; mlfoundations/open_clip, src/open_clip/transformer.py, VisionTransformer (MIT).</remarks>
internal sealed class OpenClipVisionModel : VisionModel
{
    private readonly OpenClipVisual visual;

    /// <summary>The tower of a configuration, weights unset.</summary>
    public OpenClipVisionModel(OpenClipConfig config)
        : base(nameof(OpenClipVisionModel))
    {
        visual = new OpenClipVisual(config.Vision, config.ProjectedWidth);
        RegisterComponents();
    }

    /// <summary>What a checkpoint holds besides this tower.</summary>
    public static IReadOnlyList<PermittedDifference> Permitted { get; } =
    [
        new("transformer.*", "the other tower"),
        new("token_embedding.weight", "the other tower"),
        new("positional_embedding", "the other tower"),
        new("ln_final.*", "the other tower"),
        new("text_projection", "the other tower"),
        .. OpenClipTextModel.PermittedAnywhere,
    ];

    /// <summary>Embeds images: (N, 3, H, W) -> (N, D), or (N, T, D) for tokens.</summary>
    public override Tensor forward(Tensor pixels, EmbeddingPoint point, StageHandler? stage)
    {
        using Tensor tokens = visual.Run(pixels, stage); // (N, 3, H, W) -> (N, T, D)
        return VisionPoints.Take(tokens, 1, visual.Pool, visual.Project, point, stage);
    }

    /// <inheritdoc/>
    public override Tensor Project(Tensor pooled) => visual.Project(pooled);
}
