using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>A loaded encoder of images, or of whole volumes where its <see cref="Info"/> has a <see cref="VisionEncoderInfo.VolumeInput"/>. Bring your own through <see cref="VlmEncoder.FromFactory"/>.</summary>
/// <remarks>
/// The package calls an encoder from one thread at a time, inside inference mode and a dispose scope. Implementations must not keep
/// tensors of a call, change global torch state, or dispose their argument.
/// </remarks>
public interface IVisionEncoder : IDisposable
{
    /// <summary>What was known before loading; widths must agree with what <see cref="Encode"/> returns.</summary>
    VisionEncoderInfo Info { get; }

    /// <summary>Where the weights are.</summary>
    torch.Device Device { get; }

    /// <summary>Embeds images or volumes.</summary>
    /// <param name="pixels">Normalised pixels (N, 3, S, S), or voxels (N, 1, D, H, W) for an encoder of volumes; float32, on <see cref="Device"/>.</param>
    /// <param name="point">Where the embedding is taken.</param>
    /// <returns>(N, D), or (N, T, D) for <see cref="EmbeddingPoint.Tokens"/>; float32, owned by the caller.</returns>
    torch.Tensor Encode(torch.Tensor pixels, EmbeddingPoint point);
}
