using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A convolution of each channel by itself, that keeps the size of its input.</summary>
internal sealed class SquareConvolution : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter bias;

    /// <summary>A convolution of some channels by a square of odd length.</summary>
    public SquareConvolution(long channels, long length)
        : base(nameof(SquareConvolution))
    {
        weight = Unset.Parameter(channels, 1, length, length);
        bias = Unset.Parameter(channels);
        RegisterComponents();
    }

    /// <summary>(B, D, S, S) -> (B, D, S, S).</summary>
    public override Tensor forward(Tensor input)
    {
        long margin = weight.shape[2] / 2;
        return nn.functional.conv2d(input, weight, bias, strides: [1, 1], padding: [margin, margin], dilation: [1, 1], groups: weight.shape[0]);
    }
}
