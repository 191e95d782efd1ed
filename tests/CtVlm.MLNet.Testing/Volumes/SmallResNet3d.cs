using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Testing;

/// <summary>A small 3-D ResNet: stem, one block, one block of half the size and twice the width, mean over the volume, projection.</summary>
/// <remarks><b>Source:</b> He et al., arXiv 1512.03385; Hara, Kataoka, Satoh, arXiv 1711.09577 (3-D).</remarks>
internal sealed class SmallResNet3d : nn.Module<Tensor, Tensor>
{
    public const int HiddenWidth = 8;
    public const int ProjectedWidth = 6;
    private const int StemWidth = 4;

    private readonly ConvNorm3d stem;
    private readonly ResidualBlock3d layer1;
    private readonly ResidualBlock3d layer2;
    private readonly Parameter projection;

    public SmallResNet3d()
        : base(nameof(SmallResNet3d))
    {
        stem = new ConvNorm3d(1, StemWidth, 3, 2);
        layer1 = new ResidualBlock3d(StemWidth, StemWidth, 1);
        layer2 = new ResidualBlock3d(StemWidth, HiddenWidth, 2);
        projection = nn.Parameter(empty(ProjectedWidth, HiddenWidth), requires_grad: false);
        RegisterComponents();
    }

    /// <summary>Voxels (N, 1, D, H, W) -> features (N, T, 8), a place after the other in the order of the voxels.</summary>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor features = layer2.forward(layer1.forward(stem.forward(input).relu())); // (N, 1, D, H, W) -> (N, 8, D/4, H/4, W/4)
        return features.flatten(2).transpose(1, 2).contiguous().MoveToOuterDisposeScope(); // -> (N, T, 8)
    }

    /// <summary>(N, 8) -> (N, 6).</summary>
    public Tensor Project(Tensor pooled) => nn.functional.linear(pooled, projection);
}
