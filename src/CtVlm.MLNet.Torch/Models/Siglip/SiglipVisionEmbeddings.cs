using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The patches of an image, each with its position; no class token.</summary>
internal sealed class SiglipVisionEmbeddings : nn.Module<Tensor, Tensor>
{
    private readonly PatchConvolution patch_embedding;
    private readonly EmbeddingTable position_embedding;
    private readonly int _learntSide;
    private readonly int _inputSide;

    /// <summary>The embeddings of a tower.</summary>
    public SiglipVisionEmbeddings(SiglipVisionConfig config)
        : base(nameof(SiglipVisionEmbeddings))
    {
        patch_embedding = new PatchConvolution(SiglipVisionConfig.Channels, config.Tower.Width, config.PatchSize, hasBias: true);
        position_embedding = new EmbeddingTable((long)config.LearntSide * config.LearntSide, config.Tower.Width);
        _learntSide = config.LearntSide;
        _inputSide = config.InputSide;
        RegisterComponents();
    }

    /// <summary>(N, 3, S, S) -> (N, T, D).</summary>
    public override Tensor forward(Tensor input)
    {
        using Tensor patches = patch_embedding.forward(input); // (N, 3, S, S) -> (N, T, D)
        using Tensor learnt = position_embedding.First((long)_learntSide * _learntSide); // (T', D)
        using Tensor positions = PositionGrid.Resize(learnt, 0, (_learntSide, _learntSide), (_inputSide, _inputSide), PositionFilter.Bicubic); // (T', D) -> (T, D)
        return patches.Plus(positions);
    }
}
