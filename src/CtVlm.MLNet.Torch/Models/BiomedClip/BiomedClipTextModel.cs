using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The text tower of BiomedCLIP; field names are those of the checkpoint.</summary>
/// <remarks><b>Source:</b> Zhang et al., arXiv 2303.00915; mlfoundations/open_clip, src/open_clip/hf_model.py (MIT).</remarks>
internal sealed class BiomedClipTextModel : TextModel
{
    private readonly BiomedClipText text;

    /// <summary>The tower of a configuration, weights unset.</summary>
    public BiomedClipTextModel(BiomedClipConfig config)
        : base(nameof(BiomedClipTextModel))
    {
        text = new BiomedClipText(config);
        RegisterComponents();
    }

    /// <summary>What a checkpoint holds besides this tower.</summary>
    public static IReadOnlyList<PermittedDifference> Permitted { get; } =
    [
        new("visual.*", "the other tower"),
        new("logit_scale", "scales similarities, which no embedding needs"),
        new("text.transformer.embeddings.position_ids", "a buffer of 0, 1, 2, ... that early files carry"),
    ];

    /// <summary>The tower itself.</summary>
    public BiomedClipText Text => text;

    /// <inheritdoc/>
    /// <remarks>The mask has no use: it follows from the ids, as in open_clip.</remarks>
    public override Tensor Pool(Tensor ids, Tensor mask, StageHandler? stage) => text.Pool(ids, stage);

    /// <inheritdoc/>
    public override Tensor Project(Tensor pooled) => text.Project(pooled);
}
