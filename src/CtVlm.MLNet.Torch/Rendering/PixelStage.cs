using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Makes the encoder's normalised squares of windowed pictures; keeps the weights of each picture size.</summary>
internal sealed class PixelStage : IDisposable
{
    /// <summary>How many picture sizes keep their weights; a cohort has few.</summary>
    internal const int KeptSizes = 16;

    private readonly VisionPreprocessing _preprocessing;
    private readonly bool _eightBit;
    private readonly torch.Device _device;
    private readonly torch.Tensor _mean;
    private readonly torch.Tensor _std;
    private readonly Dictionary<(long Rows, long Columns), SliceResizer> _resizers = [];

    /// <summary>Initialises the constants on the device.</summary>
    /// <param name="preprocessing">What the encoder expects; valid.</param>
    /// <param name="eightBit">Whether pictures come as levels 0..255 and stay whole through the resize, or as 0..1.</param>
    /// <param name="device">Where the work is done.</param>
    public PixelStage(VisionPreprocessing preprocessing, bool eightBit, torch.Device device)
    {
        _preprocessing = preprocessing;
        _eightBit = eightBit;
        _device = device;
        _mean = Channels(preprocessing.Mean, device);
        _std = Channels(preprocessing.Std, device);
    }

    /// <summary>A place for the squares of some pictures.</summary>
    /// <param name="count">N.</param>
    /// <returns>(N, 3, S, S), float32, not filled; in the caller's scope.</returns>
    public torch.Tensor CreateTarget(long count) =>
        torch.empty([count, 3, _preprocessing.ImageSize, _preprocessing.ImageSize], torch.ScalarType.Float32, _device);

    /// <summary>Resizes and crops pictures to brightness 0..1.</summary>
    /// <param name="pixels">(n, C, H, W): float32 in 0..1, or float64 levels 0..255 when 8-bit; one channel is repeated to three.</param>
    /// <param name="target">(n, 3, S, S), float32: takes the result.</param>
    public void Resize(torch.Tensor pixels, torch.Tensor target)
    {
        target.copy_(GetResizer(pixels.shape[2], pixels.shape[3]).Resize(pixels));
        if (_eightBit)
        {
            target.DivideInPlace(255);
        }
        else
        {
            // Bicubic weights are negative in places: edges overshoot.
            target.ClampInPlace(0, 1);
        }
    }

    /// <summary>Normalises in place: (x - mean) / std, a number a channel.</summary>
    /// <param name="pixels">(N, 3, S, S), brightness 0..1.</param>
    /// <returns>The same tensor.</returns>
    public torch.Tensor Normalise(torch.Tensor pixels) => pixels.sub_(_mean).div_(_std);

    /// <inheritdoc/>
    public void Dispose()
    {
        ForgetSizes();
        _mean.Dispose();
        _std.Dispose();
    }

    // (3, 1, 1); outlives the scope that the caller may have open.
    private static torch.Tensor Channels(IReadOnlyList<float> values, torch.Device device) =>
        torch.tensor(values.ToArray(), [3, 1, 1], device: device).DetachFromDisposeScope();

    private SliceResizer GetResizer(long rows, long columns)
    {
        if (_resizers.TryGetValue((rows, columns), out SliceResizer? resizer))
        {
            return resizer;
        }

        if (_resizers.Count == KeptSizes)
        {
            ForgetSizes();
        }

        ResizePlan plan = ResizePlan.For((int)rows, (int)columns, _preprocessing);
        resizer = new SliceResizer(plan, _preprocessing.Filter, _eightBit, _device);
        _resizers.Add((rows, columns), resizer);
        return resizer;
    }

    private void ForgetSizes()
    {
        foreach (SliceResizer resizer in _resizers.Values)
        {
            resizer.Dispose();
        }

        _resizers.Clear();
    }
}
