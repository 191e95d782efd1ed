using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>One pre-norm block.</summary>
internal sealed class VitBlock : nn.Module<Tensor, Tensor>
{
    private readonly LayerNormLayer norm1;
    private readonly VitAttention attn;
    private readonly LayerScale? ls1;
    private readonly LayerNormLayer norm2;
    private readonly nn.Module<Tensor, Tensor> mlp;
    private readonly LayerScale? ls2;

    /// <summary>A block of a configuration.</summary>
    public VitBlock(VitConfig config)
        : base(nameof(VitBlock))
    {
        norm1 = new LayerNormLayer(config.Width, config.Epsilon);
        attn = new VitAttention(config);
        ls1 = config.HasLayerScale ? new LayerScale(config.Width) : null;
        norm2 = new LayerNormLayer(config.Width, config.Epsilon);
        mlp = config.IsGated
            ? new VitGatedPerceptron(config.Width, config.InnerWidth)
            : new TwoLayerPerceptron(config.Width, config.InnerWidth, config.Activation);
        ls2 = config.HasLayerScale ? new LayerScale(config.Width) : null;
        RegisterComponents();
    }

    /// <summary>(N, T, D) -> (N, T, D).</summary>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor attended = Residual.Add(input, Scale(ls1, attn.forward(norm1.forward(input))));
        return Residual.Add(attended, Scale(ls2, mlp.forward(norm2.forward(attended)))).MoveToOuterDisposeScope();
    }

    private static Tensor Scale(LayerScale? scale, Tensor branch) => scale is null ? branch : scale.forward(branch);
}
