using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>A loaded vision tower.</summary>
internal sealed class VisionTower(VisionModel model, VisionEncoderInfo info, torch.Device device) : IVisionEncoder, IStagedEncoder<torch.Tensor>
{
    public VisionEncoderInfo Info => info;

    public torch.Device Device => device;

    public torch.Tensor Encode(torch.Tensor pixels, EmbeddingPoint point)
    {
        Check(pixels);
        return model.forward(pixels, point, null);
    }

    public void Trace(torch.Tensor input, StageHandler stage)
    {
        Check(input);
        model.forward(input, EmbeddingPoint.Projected, stage).Dispose();
    }

    public void Dispose() => model.Dispose();

    private void Check(torch.Tensor pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        int size = info.Preprocessing.ImageSize;
        if (pixels.dim() != 4 || pixels.shape[1] != 3 || pixels.shape[2] != size || pixels.shape[3] != size)
        {
            throw new ArgumentException($"Vision tower: pixels of shape (N, 3, {size}, {size}) expected, got ({string.Join(", ", pixels.shape)}). Render with this encoder's preprocessing.", nameof(pixels));
        }
    }
}
