using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A linear map that checkpoints call "dense".</summary>
internal sealed class BertDense : nn.Module<Tensor, Tensor>
{
    private readonly LinearLayer dense;

    /// <summary>A map of vectors of one width to another.</summary>
    public BertDense(long inputWidth, long outputWidth)
        : base(nameof(BertDense))
    {
        dense = new LinearLayer(inputWidth, outputWidth);
        RegisterComponents();
    }

    /// <summary>(..., Din) -> (..., Dout).</summary>
    public override Tensor forward(Tensor input) => dense.forward(input);
}
