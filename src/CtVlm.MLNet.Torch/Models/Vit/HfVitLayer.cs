using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>One pre-norm block of transformers' ViT.</summary>
internal sealed class HfVitLayer : nn.Module<Tensor, Tensor>
{
    private readonly HfVitAttention attention;
    private readonly BertDense intermediate;
    private readonly BertDense output;
    private readonly LayerNormLayer layernorm_before;
    private readonly LayerNormLayer layernorm_after;
    private readonly Activation _activation;

    /// <summary>A block of a configuration.</summary>
    public HfVitLayer(HfVitConfig config)
        : base(nameof(HfVitLayer))
    {
        attention = new HfVitAttention(config);
        intermediate = new BertDense(config.Width, config.InnerWidth);
        output = new BertDense(config.InnerWidth, config.Width);
        layernorm_before = new LayerNormLayer(config.Width, config.Epsilon);
        layernorm_after = new LayerNormLayer(config.Width, config.Epsilon);
        _activation = config.Activation;
        RegisterComponents();
    }

    /// <summary>(N, T, D) -> (N, T, D).</summary>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor attended = Residual.Add(input, attention.forward(layernorm_before.forward(input)));
        Tensor inner = _activation.ApplyToOwn(intermediate.forward(layernorm_after.forward(attended))); // (N, T, D) -> (N, T, I)
        return Residual.Add(attended, output.forward(inner)).MoveToOuterDisposeScope(); // -> (N, T, D)
    }
}
