using BenchmarkDotNet.Attributes;
using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>Rendering 8 slices of 512 x 512 in three windows, against the encoder that looks at them.</summary>
[Iterations(4)]
public class RenderingBenchmarks : RatioBenchmark
{
    private const int Slices = 8;
    private const int Size = 512;

    private static readonly Lazy<float[]> s_hu = new(CreateSlices);

    private EncoderLease<IVisionEncoder> _lease = null!;
    private CtRenderer _float = null!;
    private CtRenderer _eightBit = null!;
    private Tensor _pixels = null!;

    [GlobalSetup]
    public void Setup()
    {
        TorchRuntime.EnsureLoaded();
        _lease = BenchmarkEncoders.VitB16.AcquireVision(CPU);
        VisionPreprocessing preprocessing = BenchmarkEncoders.VitB16.Vision.Preprocessing;
        _float = new CtRenderer(CtRendering.EnterographyRgb(), preprocessing, CPU);
        _eightBit = new CtRenderer(CtRendering.EnterographyRgb(precision: RenderPrecision.EightBit), preprocessing, CPU);
        _pixels = _float.Render(s_hu.Value, Slices, Size, Size);
        using Tensor rounded = _eightBit.Render(s_hu.Value, Slices, Size, Size);

        // On average less than one 8-bit level apart, divided by a standard deviation above 0.26. Single pixels differ by more, where the
        // resize overshoots: 8-bit images cut that off between its two passes.
        FixtureCheck.Near(Values(_pixels), Values(rounded), meanDifference: 1f / 255 / 0.26f, "Rendering in both precisions");
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _pixels.Dispose();
        _eightBit.Dispose();
        _float.Dispose();
        _lease.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void Encode()
    {
        using IDisposable mode = inference_mode();
        using Tensor vectors = _lease.Encoder.Encode(_pixels, EmbeddingPoint.Projected);
    }

    [Benchmark]
    public void RenderFloat() => Render(_float);

    [Benchmark]
    public void RenderEightBit() => Render(_eightBit);

    private static void Render(CtRenderer renderer)
    {
        using IDisposable mode = inference_mode();
        using Tensor pixels = renderer.Render(s_hu.Value, Slices, Size, Size);
    }

    private static float[] CreateSlices()
    {
        string folder = FixtureFolder.Combine("rendering");
        SyntheticSeries.Write(folder, seed: 2, Slices, Size);
        using CtVolume volume = CtVolume.Open(folder);
        return volume.ReadAll();
    }

    private static float[] Values(Tensor tensor) => tensor.data<float>().ToArray();
}
