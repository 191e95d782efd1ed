using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A SigLIP text tower; field names are those of the checkpoint.</summary>
/// <remarks><b>Source:</b> Zhai et al., arXiv 2303.15343; huggingface/transformers, src/transformers/models/siglip/modeling_siglip.py (Apache-2.0).</remarks>
internal sealed class SiglipTextModel : TextModel
{
    private readonly SiglipTextTransformer text_model;

    /// <summary>The tower of a configuration, weights unset.</summary>
    public SiglipTextModel(SiglipConfig config)
        : base(nameof(SiglipTextModel))
    {
        text_model = new SiglipTextTransformer(config.Text);
        RegisterComponents();
    }

    /// <summary>What a SigLIP checkpoint holds besides this tower.</summary>
    public static IReadOnlyList<PermittedDifference> Permitted { get; } =
    [
        new("vision_model.*", "the other tower"),
        new("logit_scale", "scales similarities, which no embedding needs"),
        new("logit_bias", "shifts similarities, which no embedding needs"),
        new("*.embeddings.position_ids", "a buffer of 0, 1, 2, ... that early files carry"),
    ];

    /// <summary>The vectors before the projection: int64 ids (N, T), filled up to the whole context, -> (N, D).</summary>
    /// <remarks>
    /// The mask has no use: the model was trained to see its padding, and its last position, which for most texts is padding, is the one
    /// that is pooled. Ids that are not filled up to the context therefore give another, meaningless vector.
    /// </remarks>
    public override Tensor Pool(Tensor ids, Tensor mask, StageHandler? stage)
    {
        using Tensor hidden = text_model.Run(ids, stage); // (N, T) -> (N, T, D)
        return hidden.select(1, -1); // -> (N, D)
    }

    /// <inheritdoc/>
    public override Tensor Project(Tensor pooled) => text_model.Project(pooled);
}
