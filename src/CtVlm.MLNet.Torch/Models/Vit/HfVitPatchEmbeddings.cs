using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The patches of an image as vectors, under transformers' name.</summary>
internal sealed class HfVitPatchEmbeddings : nn.Module<Tensor, Tensor>
{
    private readonly PatchConvolution projection;

    /// <summary>Patches of three channels.</summary>
    public HfVitPatchEmbeddings(long width, long patchSize)
        : base(nameof(HfVitPatchEmbeddings))
    {
        projection = new PatchConvolution(3, width, patchSize, hasBias: true);
        RegisterComponents();
    }

    /// <summary>(N, 3, H, W) -> (N, T, D), patches in row-major order.</summary>
    public override Tensor forward(Tensor input) => projection.forward(input);
}
