using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The text tower of open_clip's CLIP with its projection; field names are those of the checkpoint.</summary>
/// <remarks><b>Source:</b> Radford et al., arXiv 2103.00020; mlfoundations/open_clip, src/open_clip/model.py, CLIP.encode_text (MIT).</remarks>
internal sealed class OpenClipTextModel : TextModel
{
    private readonly EmbeddingTable token_embedding;
    private readonly Parameter positional_embedding;
    private readonly OpenClipTransformer transformer;
    private readonly LayerNormLayer ln_final;
    private readonly Parameter text_projection;

    /// <summary>The tower of a configuration, weights unset.</summary>
    public OpenClipTextModel(OpenClipConfig config)
        : base(nameof(OpenClipTextModel))
    {
        int width = config.Text.Tower.Width;
        token_embedding = new EmbeddingTable(config.Text.VocabularySize, width);
        positional_embedding = Unset.Parameter(config.Text.ContextLength, width);
        transformer = new OpenClipTransformer(config.Text.Tower, isCausal: true);
        ln_final = new LayerNormLayer(width, OpenClipTowerConfig.Epsilon);
        text_projection = Unset.Parameter(width, config.ProjectedWidth);
        RegisterComponents();
    }

    /// <summary>What a checkpoint holds that neither tower needs.</summary>
    public static IReadOnlyList<PermittedDifference> PermittedAnywhere { get; } =
    [
        new("logit_scale", "scales similarities, which no embedding needs"),
        new("attn_mask", "the causal mask, which early files carry"),
        new("input_resolution", "a number of the configuration, in OpenAI's own files"),
        new("context_length", "a number of the configuration, in OpenAI's own files"),
        new("vocab_size", "a number of the configuration, in OpenAI's own files"),
    ];

    /// <summary>What a checkpoint holds besides this tower.</summary>
    public static IReadOnlyList<PermittedDifference> Permitted { get; } = [new("visual.*", "the other tower"), .. PermittedAnywhere];

    /// <inheritdoc/>
    /// <remarks>
    /// The row of the first largest id is pooled, which the end of a text is. The mask has no use: causal attention keeps what follows
    /// the end from reaching it.
    /// </remarks>
    public override Tensor Pool(Tensor ids, Tensor mask, StageHandler? stage)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor hidden = RunBlocks(ids, stage); // (N, T) -> (N, T, D)
        Tensor ends = ids.argmax(-1).view(-1, 1, 1).expand(-1, 1, hidden.shape[2]); // (N, T) -> (N, 1, D)
        return Normalize(hidden.gather(1, ends).squeeze(1)).MoveToOuterDisposeScope(); // -> (N, D)
    }

    /// <inheritdoc/>
    public override Tensor Project(Tensor pooled)
    {
        using DisposeScope scope = NewDisposeScope();
        return pooled.matmul(text_projection.Like(pooled)).MoveToOuterDisposeScope();
    }

    /// <summary>What leaves the last block: int64 ids (N, T) -> (N, T, D).</summary>
    public Tensor RunBlocks(Tensor ids, StageHandler? stage = null)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor tokens = token_embedding.forward(ids); // (N, T) -> (N, T, D)
        Tensor embedded = tokens.Plus(positional_embedding.narrow(0, 0, ids.shape[1]).Like(tokens));
        stage?.Invoke("embeddings", embedded);
        return transformer.forward(embedded, stage).MoveToOuterDisposeScope();
    }

    /// <summary>The final norm: (..., D) -> (..., D).</summary>
    public Tensor Normalize(Tensor hidden) => ln_final.forward(hidden);
}
