using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>A loaded vision tower. Pixels and vectors are float32, whatever the element type between them.</summary>
internal sealed class VisionTower(VisionModel model, VisionEncoderInfo info, ModelLoadOptions options) : IVisionEncoder, IStagedEncoder<torch.Tensor>
{
    public VisionEncoderInfo Info => info;

    public torch.Device Device => options.Device;

    public torch.Tensor Encode(torch.Tensor pixels, EmbeddingPoint point)
    {
        Check(pixels);
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor vectors = model.forward(pixels.to(options.ElementType), point, null);
        return vectors.to(torch.ScalarType.Float32).MoveToOuterDisposeScope();
    }

    public void Trace(torch.Tensor input, StageHandler stage)
    {
        Check(input);
        using DisposeScope scope = torch.NewDisposeScope();
        model.forward(input.to(options.ElementType), EmbeddingPoint.Projected, stage);
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
