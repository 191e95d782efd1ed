using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A BERT and a projection of its first token.</summary>
internal sealed class BiomedClipText : nn.Module<Tensor, StageHandler?, Tensor>
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

    /// <summary>Int64 ids (N, T) -> (N, P).</summary>
    public override Tensor forward(Tensor ids, StageHandler? stage)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor pooled = Run(ids, stage).select(1, 0); // (N, T) -> (N, T, D) -> (N, D)
        stage?.Invoke("pooled", pooled);
        Tensor projected = proj.forward(pooled); // -> (N, P)
        stage?.Invoke("projected", projected);
        return projected.MoveToOuterDisposeScope();
    }
}
