using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Testing;

/// <summary>A 3-D convolution without bias and the batch norm behind it, as it is after training.</summary>
internal sealed class ConvNorm3d : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter gain;
    private readonly Parameter shift;
    private readonly Parameter mean;
    private readonly Parameter variance;
    private readonly long[] _stride;
    private readonly long[] _padding;

    public ConvNorm3d(long inputs, long outputs, long kernel, long stride)
        : base(nameof(ConvNorm3d))
    {
        weight = Unset(outputs, inputs, kernel, kernel, kernel);
        gain = Unset(outputs);
        shift = Unset(outputs);
        mean = Unset(outputs);
        variance = Unset(outputs);
        _stride = [stride, stride, stride];
        _padding = [kernel / 2, kernel / 2, kernel / 2];
        RegisterComponents();
    }

    /// <summary>(N, C, D, H, W) -> (N, O, D', H', W').</summary>
    public override Tensor forward(Tensor input)
    {
        using Tensor convolved = nn.functional.conv3d(input, weight, null, _stride, _padding);
        return nn.functional.batch_norm(convolved, mean, variance, gain, shift, training: false, eps: 1e-5);
    }

    private static Parameter Unset(params long[] shape) => nn.Parameter(empty(shape), requires_grad: false);
}
