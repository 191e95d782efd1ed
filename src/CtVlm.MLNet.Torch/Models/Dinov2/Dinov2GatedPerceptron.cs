using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A perceptron whose inner layer is silu(a) * b of the two halves of its first map.</summary>
/// <remarks><b>Source:</b> Shazeer, arXiv 2002.05202 (SwiGLU); field names of transformers' Dinov2SwiGLUFFN.</remarks>
internal sealed class Dinov2GatedPerceptron : nn.Module<Tensor, Tensor>
{
    private readonly LinearLayer weights_in;
    private readonly LinearLayer weights_out;

    /// <summary>A perceptron whose second map takes a number of components.</summary>
    public Dinov2GatedPerceptron(long width, long innerWidth)
        : base(nameof(Dinov2GatedPerceptron))
    {
        weights_in = new LinearLayer(width, 2 * innerWidth);
        weights_out = new LinearLayer(innerWidth, width);
        RegisterComponents();
    }

    /// <summary>(N, T, D) -> (N, T, D).</summary>
    public override Tensor forward(Tensor input)
    {
        using Tensor both = weights_in.forward(input); // (N, T, D) -> (N, T, 2I)
        using Tensor inner = VitGatedPerceptron.Gate(both); // -> (N, T, I)
        return weights_out.forward(inner); // -> (N, T, D)
    }
}
