using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>A loaded CLIP vision tower.</summary>
internal sealed class ClipVisionEncoder(ClipVisionModel model, VisionEncoderInfo info, torch.Device device) : IVisionEncoder
{
    public VisionEncoderInfo Info => info;

    public torch.Device Device => device;

    public torch.Tensor Encode(torch.Tensor pixels, EmbeddingPoint point)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        int size = info.Preprocessing.ImageSize;
        if (pixels.dim() != 4 || pixels.shape[1] != ClipVisionConfig.Channels || pixels.shape[2] != size || pixels.shape[3] != size)
        {
            throw new ArgumentException($"CLIP vision tower: pixels of shape (N, 3, {size}, {size}) expected, got ({string.Join(", ", pixels.shape)}). Render with this encoder's preprocessing.", nameof(pixels));
        }

        return model.forward(pixels, point);
    }

    public void Dispose() => model.Dispose();
}
