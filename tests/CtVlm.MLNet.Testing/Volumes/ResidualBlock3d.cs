using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Testing;

/// <summary>Two convolutions and the way around them.</summary>
internal sealed class ResidualBlock3d : nn.Module<Tensor, Tensor>
{
    private readonly ConvNorm3d first;
    private readonly ConvNorm3d second;
    private readonly ConvNorm3d? around;

    public ResidualBlock3d(long inputs, long outputs, long stride)
        : base(nameof(ResidualBlock3d))
    {
        first = new ConvNorm3d(inputs, outputs, 3, stride);
        second = new ConvNorm3d(outputs, outputs, 3, 1);
        around = inputs == outputs && stride == 1 ? null : new ConvNorm3d(inputs, outputs, 1, stride);
        RegisterComponents();
    }

    /// <summary>(N, C, D, H, W) -> (N, O, D', H', W').</summary>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor inner = second.forward(first.forward(input).relu());
        return (inner + (around?.forward(input) ?? input)).relu().MoveToOuterDisposeScope();
    }
}
