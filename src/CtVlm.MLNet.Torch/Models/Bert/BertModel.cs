using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A BERT encoder; field names are those of the checkpoint, below whatever prefix the whole model has there.</summary>
/// <remarks><b>Source:</b> Devlin et al., arXiv 1810.04805; huggingface/transformers, src/transformers/models/bert/modeling_bert.py (Apache-2.0).</remarks>
internal sealed class BertModel : nn.Module
{
    private readonly BertEmbeddings embeddings;
    private readonly BertEncoder<BertBlock> encoder;
    private readonly BertPooler? pooler;

    /// <summary>The model of a configuration, weights unset.</summary>
    /// <param name="config">The sizes.</param>
    /// <param name="hasPooler">Whether there is a pooler, for <see cref="Pool"/>.</param>
    public BertModel(BertConfig config, bool hasPooler)
        : base(nameof(BertModel))
    {
        embeddings = new BertEmbeddings(config);
        encoder = new BertEncoder<BertBlock>(config.Layers, () => new BertBlock(config));
        pooler = hasPooler ? new BertPooler(config.Width) : null;
        RegisterComponents();
    }

    /// <summary>The last hidden state; every token has type 0.</summary>
    /// <param name="ids">Int64 ids (N, T).</param>
    /// <param name="mask">Int64 (N, T): 1 on a text, 0 on its padding.</param>
    /// <param name="stage">Is shown "embeddings" and "blocks.N".</param>
    /// <returns>(N, T, D); rows of padding hold numbers without meaning.</returns>
    public Tensor Run(Tensor ids, Tensor mask, StageHandler? stage)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor embedded = embeddings.forward(ids); // (N, T) -> (N, T, D)
        stage?.Invoke("embeddings", embedded);
        Tensor scores = PaddingMask.ToScores(mask, embedded.dtype); // (N, T) -> (N, 1, 1, T)
        return encoder.Run(embedded, scores, stage).MoveToOuterDisposeScope();
    }

    /// <summary>The pooler's output of a last hidden state: (N, T, D) -> (N, D).</summary>
    /// <exception cref="InvalidOperationException">The model was made without a pooler.</exception>
    public Tensor Pool(Tensor lastHiddenState) =>
        pooler?.forward(lastHiddenState) ?? throw new InvalidOperationException("The BERT was made without its pooler.");
}
