using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>A loaded vision tower.</summary>
/// <param name="model">The module; owned.</param>
/// <param name="info">What is known of the encoder.</param>
/// <param name="options">Where the weights are and in which element type; pixels come and vectors go in float32.</param>
internal sealed class VisionTower(VisionModel model, VisionEncoderInfo info, ModelLoadOptions options) : IVisionEncoder, IStagedEncoder<torch.Tensor>
{
    /// <summary>The module; owned by the tower.</summary>
    public VisionModel Module => model;

    public VisionEncoderInfo Info => info;

    public torch.Device Device => options.Device;

    public torch.Tensor Encode(torch.Tensor pixels, EmbeddingPoint point)
    {
        Check(pixels);
        return Run(pixels, point, null);
    }

    public void Trace(torch.Tensor input, StageHandler stage)
    {
        Check(input);
        Run(input, EmbeddingPoint.Projected, stage.InFloat32()).Dispose();
    }

    public void Dispose() => model.Dispose();

    private torch.Tensor Run(torch.Tensor pixels, EmbeddingPoint point, StageHandler? stage)
    {
        if (pixels.dtype == options.ElementType)
        {
            return model.forward(pixels, point, stage);
        }

        using torch.Tensor entering = pixels.to(options.ElementType);
        using torch.Tensor leaving = model.forward(entering, point, stage);
        return leaving.to(torch.ScalarType.Float32, copy: true);
    }

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
