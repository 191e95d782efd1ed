using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A ViLT without a head; field names are those of the checkpoint, below "vilt." where the model has a head.</summary>
/// <remarks><b>Source:</b> Kim, Son and Kim, arXiv 2102.03334; huggingface/transformers, src/transformers/models/vilt/modeling_vilt.py (Apache-2.0).</remarks>
internal sealed class ViltModel : nn.Module
{
    private readonly ViltEmbeddings embeddings;
    private readonly BertEncoder<ViltBlock> encoder;
    private readonly LayerNormLayer layernorm;
    private readonly BertPooler pooler;
    private readonly int _patchSize;

    /// <summary>The model of a configuration, weights unset.</summary>
    public ViltModel(ViltConfig config)
        : base(nameof(ViltModel))
    {
        embeddings = new ViltEmbeddings(config);
        encoder = new BertEncoder<ViltBlock>(config.Body.Layers, () => new ViltBlock(config));
        layernorm = new LayerNormLayer(config.Body.Width, config.Body.Epsilon);
        pooler = new BertPooler(config.Body.Width);
        _patchSize = config.PatchSize;
        RegisterComponents();
    }

    /// <summary>What enters the first block, and which of its tokens are seen.</summary>
    /// <param name="ids">Int64 ids (N, T).</param>
    /// <param name="mask">Int64 (N, T): 1 on a text, 0 on its padding; null: no padding.</param>
    /// <param name="pixels">Normalised pixels (N, 3, H, W).</param>
    /// <param name="pixelMask">(N, H, W), not 0 on a picture, which begins at the top left, and 0 on its padding; null: no padding.</param>
    /// <returns>(N, T + 1 + L, D): text, class token of the picture, patches; and int64 (N, T + 1 + L), null where there is no padding. Owned by the caller.</returns>
    public (Tensor Embedded, Tensor? Mask) Embed(Tensor ids, Tensor? mask, Tensor pixels, Tensor? pixelMask)
    {
        using DisposeScope scope = NewDisposeScope();
        ViltPatches patches = ViltPatches.Create(pixels, pixelMask, _patchSize);
        Tensor embedded = embeddings.Embed(ids, pixels, patches); // (N, T) and (N, 3, H, W) -> (N, T + 1 + L, D)
        Tensor? seen = mask is null && pixelMask is null ? null : Join(mask ?? ones_like(ids), patches.Mask); // (N, T) and (N, L) -> (N, T + 1 + L)
        return (embedded.MoveToOuterDisposeScope(), seen?.MoveToOuterDisposeScope());
    }

    /// <summary>The last hidden state, after the last norm.</summary>
    /// <param name="ids">Int64 ids (N, T).</param>
    /// <param name="mask">Int64 (N, T): 1 on a text, 0 on its padding; null: no padding.</param>
    /// <param name="pixels">Normalised pixels (N, 3, H, W).</param>
    /// <param name="pixelMask">(N, H, W), not 0 on a picture, which begins at the top left, and 0 on its padding; null: no padding.</param>
    /// <param name="stage">Is shown "embeddings", "blocks.N" and "norm".</param>
    /// <returns>(N, T + 1 + L, D): text, class token of the picture, patches.</returns>
    public Tensor Run(Tensor ids, Tensor? mask, Tensor pixels, Tensor? pixelMask, StageHandler? stage)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor embedded, Tensor? seen) = Embed(ids, mask, pixels, pixelMask);
        stage?.Invoke("embeddings", embedded);
        Tensor? scores = seen is null ? null : PaddingMask.ToScores(seen, embedded.dtype); // -> (N, 1, 1, T + 1 + L)
        Tensor hidden = layernorm.forward(encoder.Run(embedded, scores, stage));
        stage?.Invoke("norm", hidden);
        return hidden.MoveToOuterDisposeScope();
    }

    /// <summary>The pooler's output of a last hidden state: (N, T + 1 + L, D) -> (N, D).</summary>
    public Tensor Pool(Tensor lastHiddenState) => pooler.forward(lastHiddenState);

    private static Tensor Join(Tensor text, Tensor patches)
    {
        using Tensor classToken = ones_like(text.narrow(1, 0, 1)); // (N, 1)
        return cat([text, classToken, patches], 1);
    }
}
