using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A linear map, what is passed around it added, then a norm.</summary>
internal sealed class BertResidual : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly LinearLayer dense;
    private readonly LayerNormLayer LayerNorm;

    /// <summary>A map of vectors of a width to the model's.</summary>
    public BertResidual(long inputWidth, BertConfig config)
        : base(nameof(BertResidual))
    {
        dense = new LinearLayer(inputWidth, config.Width);
        LayerNorm = new LayerNormLayer(config.Width, config.Epsilon);
        RegisterComponents();
    }

    /// <summary>Inner (N, T, I) and what is passed around it (N, T, D) -> (N, T, D).</summary>
    public override Tensor forward(Tensor inner, Tensor around)
    {
        using DisposeScope scope = NewDisposeScope();
        return LayerNorm.forward(Residual.Add(around, dense.forward(inner))).MoveToOuterDisposeScope();
    }
}
