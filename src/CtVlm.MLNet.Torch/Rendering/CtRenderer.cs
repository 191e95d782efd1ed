using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Turns HU slices into the normalised pixels that an encoder sees: windows, resize, crop, normalise, on the encoder's device.</summary>
/// <remarks>
/// <para>
/// The same tensor operations run on CPU and CUDA. Weights of a slice size are computed once and kept. Slices are rendered independently: a
/// batch gives what its slices give alone; with <see cref="CtRendering.NeighbourStep"/> the slices given are a stack, from which each picture takes
/// its neighbours, held to the first and last slice. An instance serves one thread at a time.
/// </para>
/// <para>
/// <see cref="RenderPrecision.EightBit"/> repeats Pillow 13 to the bit: windows made whole as <see cref="EightBitRounding"/> says,
/// whole-number weights, rounding between the two passes; <see cref="ResizeFilter.BilinearWithoutAntialias"/> repeats TensorFlow instead.
/// <see cref="RenderPrecision.Float"/> rounds nowhere and agrees with torch's resize, antialiased unless the filter says otherwise.
/// </para>
/// <para><b>Source:</b> DICOM PS3.3 C.11.2.1 (windows); the preprocessing of CLIP, open_clip and SigLIP as their files describe it.</para>
/// </remarks>
public sealed partial class CtRenderer : IHuRenderer
{
    /// <summary>On CPU a slice and its channels stay in the cache; elsewhere a launch should carry more work.</summary>
    private const int SlicesAtOnceOnDevice = 16;

    private readonly torch.Device _device;
    private readonly int? _neighbourStep;
    private readonly HuUpload _upload;
    private readonly WindowStage _windows;
    private readonly PixelStage _pixels;
    private bool _disposed;

    /// <summary>Initialises a renderer.</summary>
    /// <param name="rendering">Windows, precision and, where it names one, the filter; its slice selection is the caller's business.</param>
    /// <param name="preprocessing">What the encoder's files say of its pixels.</param>
    /// <param name="device">Where the work is done and the result lives.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The rendering or the preprocessing is invalid; all violations are named.</exception>
    public CtRenderer(CtRendering rendering, VisionPreprocessing preprocessing, torch.Device device)
        : this(rendering, preprocessing, device, HuUpload.For(device ?? throw new ArgumentNullException(nameof(device))))
    {
    }

    /// <summary>Initialises a renderer whose slices travel to the device in a given way; the pixels do not depend on it.</summary>
    internal CtRenderer(CtRendering rendering, VisionPreprocessing preprocessing, torch.Device device, HuUpload upload)
    {
        ArgumentNullException.ThrowIfNull(rendering);
        ArgumentNullException.ThrowIfNull(preprocessing);
        rendering.Validate(nameof(rendering));
        List<string> violations = [];
        RenderingRules.Collect(preprocessing, violations);
        RenderThrow.IfAny("The encoder's preprocessing is invalid", violations, nameof(preprocessing));

        TorchRuntime.EnsureLoaded();
        _device = device;
        _neighbourStep = rendering.NeighbourStep;
        _upload = upload;
        _windows = new WindowStage(rendering, device);
        VisionPreprocessing chosen = preprocessing with { Filter = rendering.Filter ?? preprocessing.Filter };
        _pixels = new PixelStage(chosen, rendering.Precision == RenderPrecision.EightBit, device);
    }

    private int SlicesAtOnce => _device.type == DeviceType.CPU ? 1 : SlicesAtOnceOnDevice;

    /// <summary>Renders slices from memory.</summary>
    /// <param name="hu">Slices [z, y, x], HU; finite.</param>
    /// <param name="slices">N, 1 or more.</param>
    /// <param name="rows">H, 1 or more.</param>
    /// <param name="columns">W, 1 or more.</param>
    /// <returns>Normalised pixels (N, 3, S, S), float32, on the device; owned by the caller.</returns>
    /// <exception cref="ArgumentException">A size is below 1, or the values are not N slices of H x W.</exception>
    /// <exception cref="ObjectDisposedException">The renderer was disposed.</exception>
    public torch.Tensor Render(ReadOnlySpan<float> hu, int slices, int rows, int columns)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return _pixels.Normalise(RenderUnit(hu, slices, rows, columns)).MoveToOuterDisposeScope();
    }

    /// <summary>Renders items whose channels are already chosen: slices, or three neighbouring slices each where the rendering asks for them.</summary>
    torch.Tensor IHuRenderer.Render(ReadOnlySpan<float> hu, int items, int rows, int columns)
    {
        if (_neighbourStep is null)
        {
            return Render(hu, items, rows, columns);
        }

        using DisposeScope scope = torch.NewDisposeScope();
        return _pixels.Normalise(RenderTriples(hu, items, rows, columns)).MoveToOuterDisposeScope();
    }

    /// <summary>Renders slices that are a tensor already.</summary>
    /// <param name="hu">Slices (N, H, W), HU; finite, of any real type, on any device. Stays the caller's.</param>
    /// <returns>Normalised pixels (N, 3, S, S), float32, on the device; owned by the caller.</returns>
    /// <exception cref="ArgumentNullException">The tensor is null.</exception>
    /// <exception cref="ArgumentException">The tensor is not (N, H, W) with every size 1 or more.</exception>
    /// <exception cref="ObjectDisposedException">The renderer was disposed.</exception>
    public torch.Tensor Render(torch.Tensor hu)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return _pixels.Normalise(RenderUnit(hu)).MoveToOuterDisposeScope();
    }

    /// <summary>Renders slices from memory up to, but without, the normalisation: what the encoder sees, as a picture.</summary>
    /// <param name="hu">Slices [z, y, x], HU; finite.</param>
    /// <param name="slices">N, 1 or more.</param>
    /// <param name="rows">H, 1 or more.</param>
    /// <param name="columns">W, 1 or more.</param>
    /// <returns>Brightness 0..1 (N, 3, S, S), float32, on the device; owned by the caller.</returns>
    /// <exception cref="ArgumentException">A size is below 1, or the values are not N slices of H x W.</exception>
    /// <exception cref="ObjectDisposedException">The renderer was disposed.</exception>
    public torch.Tensor RenderWindows(ReadOnlySpan<float> hu, int slices, int rows, int columns)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return RenderUnit(hu, slices, rows, columns).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _windows.Dispose();
            _pixels.Dispose();
        }
    }

    private static void CheckLength(ReadOnlySpan<float> hu, int slices, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slices, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if ((long)slices * rows * columns != hu.Length)
        {
            RenderThrow.WrongLength(hu.Length, slices, rows, columns, nameof(hu));
        }
    }

    private torch.Tensor RenderUnit(ReadOnlySpan<float> hu, int slices, int rows, int columns)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        CheckLength(hu, slices, rows, columns);
        if (_neighbourStep is int step)
        {
            return RenderStack(hu, slices, rows, columns, step);
        }

        torch.Tensor pixels = _pixels.CreateTarget(slices);
        int area = rows * columns;
        for (int first = 0, count; first < slices; first += count)
        {
            count = Math.Min(SlicesAtOnce, slices - first);
            using DisposeScope scope = torch.NewDisposeScope();
            torch.Tensor chunk = _upload.Send(hu.Slice(first * area, count * area), count, 1, rows, columns);
            RenderChunk(chunk, pixels.narrow(0, first, count));
        }

        return pixels;
    }

    private torch.Tensor RenderUnit(torch.Tensor hu)
    {
        ArgumentNullException.ThrowIfNull(hu);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (hu.dim() != 3 || hu.shape.Any(static size => size is < 1 or > int.MaxValue))
        {
            RenderThrow.WrongShape(hu.shape, nameof(hu));
        }

        torch.Tensor pixels = _pixels.CreateTarget(hu.shape[0]);
        for (long first = 0, count; first < hu.shape[0]; first += count)
        {
            count = Math.Min(SlicesAtOnce, hu.shape[0] - first);
            using DisposeScope scope = torch.NewDisposeScope();
            RenderChunk(Take(hu.detach(), first, count).to(_device), pixels.narrow(0, first, count));
        }

        return pixels;
    }

    private void RenderChunk(torch.Tensor hu, torch.Tensor target) =>
        _pixels.Resize(_windows.Apply(hu.to(torch.ScalarType.Float32)), target); // (n, 1 or 3, H, W) -> (n, C, H, W) -> (n, 3, S, S)
}
