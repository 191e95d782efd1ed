using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The patches of an image as vectors.</summary>
internal sealed class VitPatchEmbedding : nn.Module<Tensor, Tensor>
{
    private readonly PatchConvolution proj;

    /// <summary>Patches of three channels.</summary>
    public VitPatchEmbedding(long width, long patchSize, bool hasBias)
        : base(nameof(VitPatchEmbedding))
    {
        proj = new PatchConvolution(3, width, patchSize, hasBias);
        RegisterComponents();
    }

    /// <summary>(N, 3, H, W) -> (N, T, D), patches in row-major order.</summary>
    public override Tensor forward(Tensor input) => proj.forward(input);
}
