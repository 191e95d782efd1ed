using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Turns HU on an encoder's grid into its normalised voxels, on its device.</summary>
internal sealed class VolumeRenderer(VolumeInput input, torch.Device device) : IHuRenderer
{
    private readonly HuUpload _upload = HuUpload.For(device);

    /// <summary>Renders volumes: clamps to the range of HU, scales to 0..1, normalises.</summary>
    /// <param name="hu">Volumes [z, y, x] one after the other, HU.</param>
    /// <param name="items">N.</param>
    /// <param name="rows">H of the input.</param>
    /// <param name="columns">W of the input.</param>
    /// <returns>(N, 1, D, H, W), float32, on the device; owned by the caller.</returns>
    /// <exception cref="ArgumentException">The values are not N volumes of the input's size.</exception>
    public torch.Tensor Render(ReadOnlySpan<float> hu, int items, int rows, int columns)
    {
        if (rows != input.Height || columns != input.Width || hu.Length != (long)items * input.VoxelCount)
        {
            throw new ArgumentException($"{items} volumes of {input.Depth} x {input.Height} x {input.Width} expected, got {hu.Length} values of {rows} x {columns}.", nameof(hu));
        }

        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor voxels = _upload.Send(hu, items, 1, input.Depth, input.Height, input.Width).to(torch.ScalarType.Float32);
        voxels.AddInPlace(-input.LowHu).DivideInPlace(input.HighHu - input.LowHu).ClampInPlace(0, 1);
        return voxels.AddInPlace(-input.Mean).DivideInPlace(input.Std).MoveToOuterDisposeScope();
    }

    /// <summary>Nothing is kept between calls.</summary>
    public void Dispose()
    {
    }
}
