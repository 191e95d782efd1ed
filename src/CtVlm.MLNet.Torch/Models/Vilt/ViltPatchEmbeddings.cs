using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Patches as vectors.</summary>
internal sealed class ViltPatchEmbeddings : nn.Module<Tensor, Tensor>
{
    private readonly PatchConvolution projection;

    /// <summary>The patches of a model.</summary>
    public ViltPatchEmbeddings(ViltConfig config)
        : base(nameof(ViltPatchEmbeddings))
    {
        projection = new PatchConvolution(ViltConfig.Channels, config.Body.Width, config.PatchSize, hasBias: true);
        RegisterComponents();
    }

    /// <summary>(N, 3, H, W) -> (N, T, D) with T patches in row-major order.</summary>
    public override Tensor forward(Tensor input) => projection.forward(input);
}
