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

    /// <summary>The embeddings of a tower.</summary>
    public ClipVisionEmbeddings(ClipVisionConfig config)
        : base(nameof(ClipVisionEmbeddings))
    {
        class_embedding = Unset.Parameter(config.Tower.Width);
        patch_embedding = new PatchConvolution(ClipVisionConfig.Channels, config.Tower.Width, config.PatchSize, hasBias: false);
        position_embedding = new EmbeddingTable(config.TokenCount, config.Tower.Width);
        RegisterComponents();
    }

    /// <summary>(N, 3, S, S) -> (N, T, D).</summary>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor patches = patch_embedding.forward(input); // (N, 3, S, S) -> (N, T - 1, D)
        Tensor first = class_embedding.expand(patches.shape[0], 1, -1); // (D) -> (N, 1, D)
        Tensor tokens = cat([first, patches], 1); // -> (N, T, D)
        return (tokens + position_embedding.First(tokens.shape[1])).MoveToOuterDisposeScope();
    }
}
