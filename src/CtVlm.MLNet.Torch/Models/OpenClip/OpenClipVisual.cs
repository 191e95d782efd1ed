using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The vision tower's parts.</summary>
internal sealed class OpenClipVisual : nn.Module
{
    private readonly PatchConvolution conv1;
    private readonly Parameter class_embedding;
    private readonly Parameter positional_embedding;
    private readonly LayerNormLayer ln_pre;
    private readonly OpenClipTransformer transformer;
    private readonly LayerNormLayer ln_post;
    private readonly Parameter proj;
    private readonly OpenClipVisionConfig _config;

    /// <summary>The tower of a configuration.</summary>
    public OpenClipVisual(OpenClipVisionConfig config, int projectedWidth)
        : base(nameof(OpenClipVisual))
    {
        int width = config.Tower.Width;
        conv1 = new PatchConvolution(OpenClipVisionConfig.Channels, width, config.PatchSize, hasBias: false);
        class_embedding = Unset.Parameter(width);
        positional_embedding = Unset.Parameter(config.TokenCount, width);
        ln_pre = new LayerNormLayer(width, OpenClipTowerConfig.Epsilon);
        transformer = new OpenClipTransformer(config.Tower, isCausal: false);
        ln_post = new LayerNormLayer(width, OpenClipTowerConfig.Epsilon);
        proj = Unset.Parameter(width, projectedWidth);
        _config = config;
        RegisterComponents();
    }

    /// <summary>The last hidden state: (N, 3, H, W) -> (N, T, D).</summary>
    public Tensor Run(Tensor pixels, StageHandler? stage)
    {
        using Tensor embedded = Embed(pixels);
        stage?.Invoke("embeddings", embedded);
        return transformer.forward(embedded, stage);
    }

    /// <summary>The class token's vector: (N, T, D) -> (N, D).</summary>
    public Tensor Pool(Tensor lastHiddenState)
    {
        using Tensor first = lastHiddenState.select(1, 0); // (N, T, D) -> (N, D)
        return ln_post.forward(first);
    }

    /// <summary>The projection: (N, D) -> (N, P).</summary>
    public Tensor Project(Tensor pooled)
    {
        using DisposeScope scope = NewDisposeScope();
        return pooled.matmul(proj.Like(pooled)).MoveToOuterDisposeScope();
    }

    // (N, 3, H, W) -> (N, T, D)
    private Tensor Embed(Tensor pixels)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor patches = conv1.forward(pixels); // (N, 3, H, W) -> (N, T - 1, D)
        Tensor first = class_embedding.Like(patches).expand(patches.shape[0], 1, -1); // (D) -> (N, 1, D)
        Tensor tokens = cat([first, patches], 1); // -> (N, T, D)
        (int, int) grid = ((int)pixels.shape[2] / _config.PatchSize, (int)pixels.shape[3] / _config.PatchSize);
        Tensor positions = PositionGrid.Resize(positional_embedding, 1, (_config.GridSize, _config.GridSize), grid, PositionFilter.BicubicAntialiased); // -> (T, D)
        return ln_pre.forward(tokens.Plus(positions.Like(tokens))).MoveToOuterDisposeScope();
    }
}
