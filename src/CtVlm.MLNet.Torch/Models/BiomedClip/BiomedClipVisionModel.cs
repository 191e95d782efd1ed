using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The vision tower of BiomedCLIP; field names are those of the checkpoint.</summary>
/// <remarks><b>Source:</b> Zhang et al., arXiv 2303.00915; mlfoundations/open_clip, src/open_clip/timm_model.py (MIT).</remarks>
internal sealed class BiomedClipVisionModel : VisionModel
{
    private readonly BiomedClipVisual visual;

    /// <summary>The tower of a configuration, weights unset.</summary>
    public BiomedClipVisionModel(BiomedClipConfig config)
        : base(nameof(BiomedClipVisionModel))
    {
        visual = new BiomedClipVisual(config);
        RegisterComponents();
    }

    /// <summary>What a checkpoint holds besides this tower.</summary>
    public static IReadOnlyList<PermittedDifference> Permitted { get; } =
    [
        new("text.*", "the other tower"),
        new("logit_scale", "scales similarities, which no embedding needs"),
    ];

    /// <summary>Embeds images: (N, 3, H, W) -> (N, P), (N, D), or (N, T, D) for tokens.</summary>
    public override Tensor forward(Tensor pixels, EmbeddingPoint point, StageHandler? stage) => visual.forward(pixels, point, stage);

    /// <inheritdoc/>
    public override Tensor Project(Tensor pooled) => visual.Project(pooled);
}
