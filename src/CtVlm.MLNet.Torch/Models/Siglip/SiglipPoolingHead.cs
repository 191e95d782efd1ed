using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Pools the tokens of an image: a learnt probe attends to them, and a perceptron follows.</summary>
/// <remarks><b>Source:</b> Zhai et al., arXiv 2106.04560, the MAP head; field names of transformers' SiglipMultiheadAttentionPoolingHead.</remarks>
internal sealed class SiglipPoolingHead : nn.Module<Tensor, Tensor>
{
    private readonly Parameter probe;
    private readonly SiglipProbeAttention attention;
    private readonly LayerNormLayer layernorm;
    private readonly TwoLayerPerceptron mlp;

    /// <summary>The head of a tower.</summary>
    public SiglipPoolingHead(ClipTowerConfig config)
        : base(nameof(SiglipPoolingHead))
    {
        probe = Unset.Parameter(1, 1, config.Width);
        attention = new SiglipProbeAttention(config.Width, config.Heads);
        layernorm = new LayerNormLayer(config.Width, config.Epsilon);
        mlp = new TwoLayerPerceptron(config.Width, config.InnerWidth, config.Activation);
        RegisterComponents();
    }

    /// <summary>(N, T, D) -> (N, D).</summary>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor query = probe.Like(input).expand(input.shape[0], -1, -1); // (1, 1, D) -> (N, 1, D)
        Tensor attended = attention.forward(query, input); // (N, 1, D), (N, T, D) -> (N, 1, D)
        Tensor pooled = attended.Plus(mlp.forward(layernorm.forward(attended)));
        return pooled.squeeze(1).MoveToOuterDisposeScope(); // -> (N, D)
    }
}
