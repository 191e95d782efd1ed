using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>One pre-norm transformer block.</summary>
internal sealed class ClipBlock : nn.Module<Tensor, Tensor>
{
    private readonly ProjectedAttention self_attn;
    private readonly LayerNormLayer layer_norm1;
    private readonly TwoLayerPerceptron mlp;
    private readonly LayerNormLayer layer_norm2;

    /// <summary>A block of a tower; causal in the text tower.</summary>
    public ClipBlock(ClipTowerConfig config, bool isCausal)
        : base(nameof(ClipBlock))
    {
        self_attn = new ProjectedAttention(config.Width, config.Heads, isCausal);
        layer_norm1 = new LayerNormLayer(config.Width, config.Epsilon);
        mlp = new TwoLayerPerceptron(config.Width, config.InnerWidth, config.Activation);
        layer_norm2 = new LayerNormLayer(config.Width, config.Epsilon);
        RegisterComponents();
    }

    /// <summary>(N, T, D) -> (N, T, D).</summary>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor attended = Residual.Add(input, self_attn.forward(layer_norm1.forward(input)));
        return Residual.Add(attended, mlp.forward(layer_norm2.forward(attended))).MoveToOuterDisposeScope();
    }
}
