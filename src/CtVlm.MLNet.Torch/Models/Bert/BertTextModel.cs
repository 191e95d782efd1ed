using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A BERT as an encoder of sentences.</summary>
/// <remarks><b>Source:</b> Reimers and Gurevych, arXiv 1908.10084; huggingface/sentence-transformers, modules Transformer, Pooling and Normalize (Apache-2.0).</remarks>
internal sealed class BertTextModel : TextModel
{
    private readonly BertModel bert;
    private readonly BertPooling _pooling;
    private readonly bool _normalizes;

    /// <summary>The model of a configuration, weights unset.</summary>
    /// <param name="config">The sizes.</param>
    /// <param name="pooling">How the tokens become one vector.</param>
    /// <param name="normalizes">Whether vectors are divided by their L2 norm.</param>
    public BertTextModel(BertConfig config, BertPooling pooling, bool normalizes)
        : base(nameof(BertTextModel))
    {
        bert = new BertModel(config, hasPooler: false);
        _pooling = pooling;
        _normalizes = normalizes;
        RegisterComponents();
    }

    /// <summary>One vector a text: (N, T) -> (N, D), float32.</summary>
    public override Tensor Pool(Tensor ids, Tensor mask, StageHandler? stage)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor hidden = bert.Run(ids, mask, stage).to(ScalarType.Float32); // (N, T) -> (N, T, D)
        Tensor pooled = _pooling == BertPooling.FirstToken ? hidden.select(1, 0).contiguous() : Mean(hidden, mask); // -> (N, D)
        return pooled.MoveToOuterDisposeScope();
    }

    /// <summary>Divides by the L2 norm where the model does: (N, D) -> (N, D).</summary>
    public override Tensor Project(Tensor pooled) => _normalizes ? nn.functional.normalize(pooled, dim: -1) : pooled.alias();

    private static Tensor Mean(Tensor hidden, Tensor mask)
    {
        Tensor weights = mask.to(hidden.dtype).unsqueeze(1); // (N, T) -> (N, 1, T)
        return weights.matmul(hidden).squeeze(1) / weights.sum(-1); // -> (N, D)
    }
}
