using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The parts of the vision tower.</summary>
internal sealed class SiglipVisionTransformer : nn.Module
{
    private readonly SiglipVisionEmbeddings embeddings;
    private readonly ClipEncoder encoder;
    private readonly LayerNormLayer post_layernorm;
    private readonly SiglipPoolingHead head;

    /// <summary>The tower of a configuration.</summary>
    public SiglipVisionTransformer(SiglipVisionConfig config)
        : base(nameof(SiglipVisionTransformer))
    {
        embeddings = new SiglipVisionEmbeddings(config);
        encoder = new ClipEncoder(config.Tower, isCausal: false);
        post_layernorm = new LayerNormLayer(config.Tower.Width, config.Tower.Epsilon);
        head = new SiglipPoolingHead(config.Tower);
        RegisterComponents();
    }

    /// <summary>One vector an image of the last hidden state: (N, T, D) -> (N, D).</summary>
    public Tensor Pool(Tensor lastHiddenState) => head.forward(lastHiddenState);

    /// <summary>The last hidden state, normalised: (N, 3, S, S) -> (N, T, D).</summary>
    public Tensor Run(Tensor pixels, StageHandler? stage)
    {
        using Tensor embedded = embeddings.forward(pixels); // (N, 3, S, S) -> (N, T, D)
        stage?.Invoke("embeddings", embedded);
        using Tensor hidden = encoder.forward(embedded, stage);
        Tensor normalized = post_layernorm.forward(hidden);
        stage?.Invoke("norm", normalized);
        return normalized;
    }
}
