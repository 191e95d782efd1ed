using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>One pre-norm transformer block.</summary>
internal sealed class OpenClipBlock : nn.Module<Tensor, Tensor>
{
    private readonly LayerNormLayer ln_1;
    private readonly OpenClipAttention attn;
    private readonly LayerScale? ls_1;
    private readonly LayerNormLayer ln_2;
    private readonly OpenClipPerceptron mlp;
    private readonly LayerScale? ls_2;

    /// <summary>A block of a tower; causal in the text tower.</summary>
    public OpenClipBlock(OpenClipTowerConfig config, bool isCausal)
        : base(nameof(OpenClipBlock))
    {
        ln_1 = new LayerNormLayer(config.Width, OpenClipTowerConfig.Epsilon);
        attn = new OpenClipAttention(config.Width, config.Heads, isCausal);
        ls_1 = config.HasLayerScale ? new LayerScale(config.Width) : null;
        ln_2 = new LayerNormLayer(config.Width, OpenClipTowerConfig.Epsilon);
        mlp = new OpenClipPerceptron(config);
        ls_2 = config.HasLayerScale ? new LayerScale(config.Width) : null;
        RegisterComponents();
    }

    /// <summary>(N, T, D) -> (N, T, D).</summary>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor attended = Residual.Add(input, Scale(ls_1, attn.forward(ln_1.forward(input))));
        return Residual.Add(attended, Scale(ls_2, mlp.forward(ln_2.forward(attended)))).MoveToOuterDisposeScope();
    }

    private static Tensor Scale(LayerScale? scale, Tensor x) => scale is null ? x : scale.forward(x);
}
