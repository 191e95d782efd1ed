using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The vision tower before its projection.</summary>
internal sealed class ClipVisionTransformer : nn.Module
{
    private readonly ClipVisionEmbeddings embeddings;

    // The checkpoints spell it so.
    private readonly LayerNormLayer pre_layrnorm;
    private readonly ClipEncoder encoder;
    private readonly LayerNormLayer post_layernorm;

    /// <summary>The tower of a configuration.</summary>
    public ClipVisionTransformer(ClipVisionConfig config)
        : base(nameof(ClipVisionTransformer))
    {
        embeddings = new ClipVisionEmbeddings(config);
        pre_layrnorm = new LayerNormLayer(config.Tower.Width, config.Tower.Epsilon);
        encoder = new ClipEncoder(config.Tower, isCausal: false);
        post_layernorm = new LayerNormLayer(config.Tower.Width, config.Tower.Epsilon);
        RegisterComponents();
    }

    /// <summary>The blocks in order.</summary>
    public IReadOnlyList<ClipBlock> Blocks => encoder.Blocks;

    /// <summary>What enters the first block: (N, 3, H, W) -> (N, T, D).</summary>
    public Tensor Embed(Tensor pixels)
    {
        using Tensor embedded = embeddings.forward(pixels);
        return pre_layrnorm.forward(embedded);
    }

    /// <summary>The class token's vector from the last hidden state: (N, T, D) -> (N, D).</summary>
    public Tensor Pool(Tensor lastHiddenState)
    {
        using Tensor first = lastHiddenState.select(1, 0); // (N, T, D) -> (N, D)
        return post_layernorm.forward(first);
    }

    /// <summary>The last hidden state: (N, 3, H, W) -> (N, T, D).</summary>
    public Tensor Run(Tensor pixels, StageHandler? stage = null)
    {
        using Tensor embedded = Embed(pixels);
        stage?.Invoke("embeddings", embedded);
        return encoder.forward(embedded, stage);
    }

    /// <summary>The last hidden state of pieces of pictures: (N, 3, h, w) and the patches' true places (N, T) -> (N, T, D); see <see cref="ClipVisionEmbeddings.ForwardAt"/>.</summary>
    public Tensor RunAt(Tensor pixels, Tensor places)
    {
        using Tensor embedded = embeddings.ForwardAt(pixels, places);
        using Tensor normalised = pre_layrnorm.forward(embedded);
        return encoder.forward(normalised, null);
    }
}
