using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A BERT and a projection of its first token.</summary>
internal sealed class BiomedClipText : nn.Module
{
    // open_clip takes it from the BERT's configuration; it is 0 in every one.
    private const int PaddingId = 0;

    private readonly BertModel transformer;
    private readonly BiomedClipTextProjection proj;

    /// <summary>The tower of a configuration.</summary>
    public BiomedClipText(BiomedClipConfig config)
        : base(nameof(BiomedClipText))
    {
        transformer = new BertModel(config.Text, hasPooler: false);
        proj = new BiomedClipTextProjection(config);
        RegisterComponents();
    }

    /// <summary>The last hidden state: int64 ids (N, T) -> (N, T, D). Ids of padding are masked wherever they stand, as open_clip does.</summary>
    public Tensor Run(Tensor ids, StageHandler? stage)
    {
        using Tensor isText = ids.IsOtherThan(PaddingId);
        using Tensor mask = isText.to(ScalarType.Int64);
        return transformer.Run(ids, mask, stage);
    }

    /// <summary>Int64 ids (N, T) -> (N, D).</summary>
    public Tensor Pool(Tensor ids, StageHandler? stage)
    {
        using Tensor hidden = Run(ids, stage); // (N, T) -> (N, T, D)
        return hidden.select(1, 0);
    }

    /// <summary>(N, D) -> (N, P).</summary>
    public Tensor Project(Tensor pooled) => proj.forward(pooled);
}
