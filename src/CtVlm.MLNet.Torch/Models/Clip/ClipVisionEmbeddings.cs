using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The class token and the patches of an image, each with its position.</summary>
internal sealed class ClipVisionEmbeddings : nn.Module<Tensor, Tensor>
{
    private readonly Parameter class_embedding;
    private readonly PatchConvolution patch_embedding;
    private readonly EmbeddingTable position_embedding;
    private readonly ClipVisionConfig _config;

    /// <summary>The embeddings of a tower.</summary>
    public ClipVisionEmbeddings(ClipVisionConfig config)
        : base(nameof(ClipVisionEmbeddings))
    {
        class_embedding = Unset.Parameter(config.Tower.Width);
        patch_embedding = new PatchConvolution(ClipVisionConfig.Channels, config.Tower.Width, config.PatchSize, hasBias: false);
        position_embedding = new EmbeddingTable(config.TokenCount, config.Tower.Width);
        _config = config;
        RegisterComponents();
    }

    /// <summary>(N, 3, H, W) -> (N, T, D); positions are carried to the picture's own grid of patches.</summary>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor patches = patch_embedding.forward(input); // (N, 3, H, W) -> (N, T - 1, D)
        Tensor first = class_embedding.Like(patches).expand(patches.shape[0], 1, -1); // (D) -> (N, 1, D)
        Tensor tokens = cat([first, patches], 1); // -> (N, T, D)
        return tokens.Plus(Positions(input)).MoveToOuterDisposeScope();
    }

    /// <summary>Pieces of pictures, each patch with the position that is its own in the whole picture.</summary>
    /// <param name="pixels">(N, 3, h, w), sides that patches fill.</param>
    /// <param name="places">Int64 rows of the position table (N, T): 0 for the class token, then 1 + row * GridSize + column of each patch.</param>
    /// <returns>(N, T, D).</returns>
    public Tensor ForwardAt(Tensor pixels, Tensor places)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor patches = patch_embedding.forward(pixels); // (N, 3, h, w) -> (N, T - 1, D)
        Tensor first = class_embedding.Like(patches).expand(patches.shape[0], 1, -1); // (D) -> (N, 1, D)
        return cat([first, patches], 1).Plus(position_embedding.forward(places)).MoveToOuterDisposeScope(); // -> (N, T, D)
    }

    // -> (T, D)
    private Tensor Positions(Tensor pixels)
    {
        using Tensor learnt = position_embedding.First(_config.TokenCount);
        (int, int) grid = ((int)pixels.shape[2] / _config.PatchSize, (int)pixels.shape[3] / _config.PatchSize);
        return PositionGrid.Resize(learnt, 1, (_config.GridSize, _config.GridSize), grid, PositionFilter.Bicubic);
    }
}
