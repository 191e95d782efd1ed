using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>One pre-norm transformer block.</summary>
internal sealed class ViltBlock : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly ViltAttention attention;
    private readonly BertDense intermediate;
    private readonly BertDense output;
    private readonly LayerNormLayer layernorm_before;
    private readonly LayerNormLayer layernorm_after;
    private readonly Activation _activation;

    /// <summary>A block of a model.</summary>
    public ViltBlock(ViltConfig config)
        : base(nameof(ViltBlock))
    {
        attention = new ViltAttention(config);
        intermediate = new BertDense(config.Body.Width, config.Body.InnerWidth);
        output = new BertDense(config.Body.InnerWidth, config.Body.Width);
        layernorm_before = new LayerNormLayer(config.Body.Width, config.Body.Epsilon);
        layernorm_after = new LayerNormLayer(config.Body.Width, config.Body.Epsilon);
        _activation = config.Body.Activation;
        RegisterComponents();
    }

    /// <summary>(N, T, D) -> (N, T, D); the mask is what is added to the scores, (N, 1, 1, T).</summary>
    public override Tensor forward(Tensor input, Tensor? mask)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor attended = Residual.Add(input, attention.forward(layernorm_before.forward(input), mask));
        Tensor inner = _activation.ApplyToOwn(intermediate.forward(layernorm_after.forward(attended))); // (N, T, D) -> (N, T, I)
        return Residual.Add(attended, output.forward(inner)).MoveToOuterDisposeScope(); // -> (N, T, D)
    }
}
