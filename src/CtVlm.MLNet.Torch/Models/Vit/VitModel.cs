using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A vision transformer without its classifier; field names are those of timm's checkpoints.</summary>
/// <remarks>
/// <b>Source:</b> Dosovitskiy et al., arXiv 2010.11929; register tokens Darcet et al., arXiv 2309.16588;
/// huggingface/pytorch-image-models, timm/models/vision_transformer.py (Apache-2.0).
/// </remarks>
internal sealed class VitModel : VisionModel
{
    private readonly Parameter? cls_token;
    private readonly Parameter? reg_token;
    private readonly Parameter pos_embed;
    private readonly VitPatchEmbedding patch_embed;
    private readonly LayerNormLayer? norm_pre;
    private readonly ModuleList<VitBlock> blocks;
    private readonly LayerNormLayer? norm;
    private readonly LayerNormLayer? fc_norm;
    private readonly VitConfig _config;

    /// <summary>The transformer of a configuration, weights unset.</summary>
    public VitModel(VitConfig config)
        : base(nameof(VitModel))
    {
        _config = config;
        cls_token = config.HasClassToken ? Unset.Parameter(1, 1, config.Width) : null;
        reg_token = config.RegisterTokens > 0 ? Unset.Parameter(1, config.RegisterTokens, config.Width) : null;
        pos_embed = Unset.Parameter(1, config.PrefixPositions + (config.GridSize * config.GridSize), config.Width);
        patch_embed = new VitPatchEmbedding(config.Width, config.PatchSize, hasBias: !config.HasPreNorm);
        norm_pre = config.HasPreNorm ? new LayerNormLayer(config.Width, config.Epsilon) : null;
        blocks = new ModuleList<VitBlock>([.. Enumerable.Range(0, config.Layers).Select(_ => new VitBlock(config))]);
        norm = config.HasNormAfterPooling ? null : new LayerNormLayer(config.Width, config.Epsilon);
        fc_norm = config.HasNormAfterPooling ? new LayerNormLayer(config.Width, config.Epsilon) : null;
        RegisterComponents();
    }

    /// <summary>What a checkpoint holds besides.</summary>
    public static IReadOnlyList<PermittedDifference> Permitted { get; } =
    [
        new("head.weight", "the classifier, which no embedding needs"),
        new("head.bias", "the classifier, which no embedding needs"),
        new("mask_token", "stands for hidden patches in pre-training"),
    ];

    /// <summary>The blocks in order.</summary>
    public IReadOnlyList<VitBlock> Blocks => [.. blocks];

    /// <summary>Embeds images: (N, 3, H, W) -> (N, D), or (N, T, D) for tokens. H and W are multiples of the patch size.</summary>
    public override Tensor forward(Tensor pixels, EmbeddingPoint point, StageHandler? stage)
    {
        using Tensor tokens = Run(pixels, stage); // (N, 3, H, W) -> (N, T, D)
        return VisionPoints.Take(tokens, _config.PrefixTokens, Pool, null, point, stage);
    }

    /// <summary>What enters the first block: (N, 3, H, W) -> (N, T, D).</summary>
    public Tensor Embed(Tensor pixels)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor patches = patch_embed.forward(pixels); // (N, 3, H, W) -> (N, T', D)
        Tensor positions = GetPositions(pixels.shape[2] / _config.PatchSize, pixels.shape[3] / _config.PatchSize); // (1, T' or T, D)
        Tensor tokens = _config.PositionsForPatchesOnly
            ? Prepend(patches.Plus(positions.Like(patches)))
            : Prepend(patches).Plus(positions.Like(patches)); // -> (N, T, D)
        return (norm_pre is null ? tokens : norm_pre.forward(tokens)).MoveToOuterDisposeScope();
    }

    /// <summary>All tokens after the last norm, or after the last block where the norm follows the pooling: (N, 3, H, W) -> (N, T, D).</summary>
    public Tensor Run(Tensor pixels, StageHandler? stage = null)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor hidden = Embed(pixels);
        stage?.Invoke("embeddings", hidden);
        hidden = BlockSequence.Run(blocks, hidden, stage);
        if (norm is not null)
        {
            hidden = norm.forward(hidden);
            stage?.Invoke("norm", hidden);
        }

        return hidden.MoveToOuterDisposeScope();
    }

    /// <summary>The tokens' one vector: (N, T, D) -> (N, D).</summary>
    public Tensor Pool(Tensor tokens)
    {
        Tensor pooled = _config.Pooling == VitPooling.Token ? tokens.select(1, 0) : VisionPoints.MeanOfPatches(tokens, _config.PrefixTokens);
        if (fc_norm is null)
        {
            return pooled;
        }

        using (pooled)
        {
            return fc_norm.forward(pooled);
        }
    }

    // (N, T', D) -> (N, T, D): class token, registers, patches.
    private Tensor Prepend(Tensor patches)
    {
        Tensor[] parts = [.. new[] { cls_token, reg_token }.OfType<Parameter>().Select(p => p.Like(patches).expand(patches.shape[0], -1, -1)), patches];
        return parts.Length == 1 ? patches : cat(parts, 1);
    }

    // timm resizes the grid of positions antialiased and keeps those of class and register tokens. -> (1, T' or T, D)
    private Tensor GetPositions(long rows, long columns) => PositionGrid.Resize(
        pos_embed, _config.PrefixPositions, (_config.GridSize, _config.GridSize), ((int)rows, (int)columns), PositionFilter.BicubicAntialiased);
}
