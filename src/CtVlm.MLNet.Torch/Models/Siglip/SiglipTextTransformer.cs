using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The parts of the text tower.</summary>
internal sealed class SiglipTextTransformer : nn.Module
{
    private readonly SiglipTextEmbeddings embeddings;
    private readonly ClipEncoder encoder;
    private readonly LayerNormLayer final_layer_norm;
    private readonly LinearLayer head;

    /// <summary>The tower of a configuration.</summary>
    public SiglipTextTransformer(SiglipTextConfig config)
        : base(nameof(SiglipTextTransformer))
    {
        embeddings = new SiglipTextEmbeddings(config);
        encoder = new ClipEncoder(config.Tower, isCausal: false);
        final_layer_norm = new LayerNormLayer(config.Tower.Width, config.Tower.Epsilon);
        head = new LinearLayer(config.Tower.Width, config.ProjectedWidth);
        RegisterComponents();
    }

    /// <summary>The last hidden state, normalised: int64 ids (N, T) -> (N, T, D).</summary>
    public Tensor Run(Tensor ids, StageHandler? stage)
    {
        using Tensor embedded = embeddings.forward(ids); // (N, T) -> (N, T, D)
        stage?.Invoke("embeddings", embedded);
        using Tensor hidden = encoder.forward(embedded, stage);
        Tensor normalized = final_layer_norm.forward(hidden);
        stage?.Invoke("norm", normalized);
        return normalized;
    }

    /// <summary>To the space shared with images: (N, D) -> (N, P).</summary>
    public Tensor Project(Tensor pooled) => head.forward(pooled);
}
