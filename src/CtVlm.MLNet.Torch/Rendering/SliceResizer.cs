using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Makes the encoder's squares of pictures of one size.</summary>
internal sealed class SliceResizer : IDisposable
{
    private readonly ResizePass _vertical;
    private readonly ResizePass _horizontal;
    private readonly bool _verticalFirst;
    private readonly long[]? _margins;
    private readonly bool _truncates;
    private readonly torch.ScalarType _type;

    /// <summary>Initialises the weights of both directions.</summary>
    /// <param name="plan">What happens to both sides.</param>
    /// <param name="filter">The kernel.</param>
    /// <param name="eightBit">Whether values are 8-bit levels, made whole again as the filter's source does, or 0..1.</param>
    /// <param name="device">Where the work is done.</param>
    public SliceResizer(ResizePlan plan, ResizeFilter filter, bool eightBit, torch.Device device)
    {
        // Sums of 8-bit levels are exact in float64. TF32, which an application may have switched on for its encoder, has 10 bits: too few
        // for pixels, and it has no say in float64.
        bool wide = eightBit || (device.type == DeviceType.CUDA && torch.backends.cuda.matmul.allow_tf32);
        _type = wide ? torch.ScalarType.Float64 : torch.ScalarType.Float32;
        _vertical = new ResizePass(plan.Vertical, filter, vertical: true, eightBit, _type, device);
        _horizontal = new ResizePass(plan.Horizontal, filter, vertical: false, eightBit, _type, device);
        _verticalFirst = plan.VerticalFirst;
        _margins = plan.Vertical.HasMargins || plan.Horizontal.HasMargins
            ? [plan.Horizontal.Before, plan.Horizontal.After, plan.Vertical.Before, plan.Vertical.After]
            : null;
        _truncates = eightBit && filter == ResizeFilter.BilinearWithoutAntialias;
    }

    /// <summary>Resizes, crops and sets black margins.</summary>
    /// <param name="pixels">(N, C, H, W) of the plan's size, float32 or float64.</param>
    /// <returns>(N, C, S, S), or the other size of the plan, float32 or float64, not clamped unless 8-bit; may share memory with <paramref name="pixels"/> where nothing changes.</returns>
    public torch.Tensor Resize(torch.Tensor pixels)
    {
        // Rows and columns that the crop leaves unread cost nothing.
        torch.Tensor read = pixels
            .narrow(2, _vertical.InputStart, _vertical.InputCount)
            .narrow(3, _horizontal.InputStart, _horizontal.InputCount)
            .to(_type);
        torch.Tensor resized = _verticalFirst
            ? _horizontal.Apply(_vertical.Apply(read))
            : _vertical.Apply(_horizontal.Apply(read));
        torch.Tensor whole = _truncates ? resized.floor() : resized;
        return _margins is null ? whole : torch.nn.functional.pad(whole, _margins); // (N, C, h, w) -> (N, C, S, S)
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _vertical.Dispose();
        _horizontal.Dispose();
    }
}
