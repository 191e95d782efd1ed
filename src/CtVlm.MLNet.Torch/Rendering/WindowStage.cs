using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Applies the windows of a rendering to slices, all channels at once.</summary>
internal sealed class WindowStage : IDisposable
{
    private readonly WindowFunction _function;
    private readonly bool _eightBit;
    private readonly EightBitRounding _rounding;
    private readonly torch.Tensor _origin;
    private readonly torch.Tensor? _originRest;
    private readonly torch.Tensor _width;

    /// <summary>Initialises the constants on the device.</summary>
    /// <param name="rendering">A valid rendering of C windows.</param>
    /// <param name="device">Where the slices are.</param>
    public WindowStage(CtRendering rendering, torch.Device device)
    {
        _function = rendering.Function;
        _eightBit = rendering.Precision == RenderPrecision.EightBit;
        _rounding = rendering.Rounding;
        (double Origin, double Width)[] ramps = [.. rendering.Windows.Select(window => Ramp(window, _function))];
        torch.ScalarType type = _eightBit ? torch.ScalarType.Float64 : torch.ScalarType.Float32;
        _origin = Constant([.. ramps.Select(ramp => ramp.Origin)], type, device);
        _width = Constant([.. ramps.Select(ramp => ramp.Width)], type, device);

        // What float32 cuts off an origin such as 0.1 would be divided by the width: it is subtracted by itself. The first difference
        // is exact near the origin, so that both together are as good as one in double.
        double[] rest = [.. ramps.Select(ramp => ramp.Origin - (float)ramp.Origin)];
        _originRest = !_eightBit && rest.Any(static x => x != 0) ? Constant(rest, type, device) : null;
    }

    /// <summary>Windows slices.</summary>
    /// <param name="hu">(N, 1, H, W) float32, HU; or (N, 3, H, W), three slices for one window.</param>
    /// <returns>(N, C, H, W), or (N, 3, H, W): float32 in 0..1, or whole levels 0..255 as float64 when the rendering is 8-bit; in the caller's scope.</returns>
    public torch.Tensor Apply(torch.Tensor hu) => _eightBit ? Levels(hu) : Unit(hu);

    /// <inheritdoc/>
    public void Dispose()
    {
        _origin.Dispose();
        _originRest?.Dispose();
        _width.Dispose();
    }

    private static (double Origin, double Width) Ramp(HuWindow window, WindowFunction function) =>
        function == WindowFunction.Sigmoid ? (window.LevelHu, window.WidthHu / 4) : window.GetRamp(function);

    // (C, 1, 1); outlives the scope that the caller may have open.
    private static torch.Tensor Constant(double[] values, torch.ScalarType type, torch.Device device) =>
        torch.tensor(values, [values.Length, 1, 1], dtype: type, device: device).DetachFromDisposeScope();

    private torch.Tensor Unit(torch.Tensor hu)
    {
        torch.Tensor y = hu - _origin; // (N, 1, H, W) - (C, 1, 1) -> (N, C, H, W)
        if (_originRest is not null)
        {
            y.sub_(_originRest);
        }

        y.div_(_width);
        return _function == WindowFunction.Sigmoid ? y.sigmoid_() : y.ClampInPlace(0, 1);
    }

    // 255 y made whole, see HuWindow.ApplyEightBit for why the quotient of the linear functions is exact.
    private torch.Tensor Levels(torch.Tensor hu)
    {
        torch.Tensor y = hu.to(torch.ScalarType.Float64) - _origin; // (N, 1, H, W) - (C, 1, 1) -> (N, C, H, W)
        if (_function == WindowFunction.Sigmoid)
        {
            y.div_(_width).sigmoid_().MultiplyInPlace(255);
            return Whole(_rounding == EightBitRounding.HalfUp ? y.AddInPlace(0.5) : y);
        }

        return Whole(_rounding == EightBitRounding.HalfUp ? y.MultiplyInPlace(510).AddInPlace(_width).div_(_width.Times(2)) : y.MultiplyInPlace(255).div_(_width)).ClampInPlace(0, 255);
    }

    // torch's round takes ties to the even number. What is rounded half up had its half added before.
    private torch.Tensor Whole(torch.Tensor levels) => _rounding == EightBitRounding.HalfToEven ? levels.round_() : levels.floor_();
}
