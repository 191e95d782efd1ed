using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A linear map under the name that transformers gives it within attention, perceptron and pooler.</summary>
internal sealed class HfVitDense : nn.Module<Tensor, Tensor>
{
    private readonly LinearLayer dense;

    /// <summary>A map of vectors of one width to another.</summary>
    public HfVitDense(long inputWidth, long outputWidth)
        : base(nameof(HfVitDense))
    {
        dense = new LinearLayer(inputWidth, outputWidth);
        RegisterComponents();
    }

    /// <summary>(..., Din) -> (..., Dout).</summary>
    public override Tensor forward(Tensor input) => dense.forward(input);
}
