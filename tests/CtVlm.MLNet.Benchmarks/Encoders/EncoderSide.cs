using CtVlm.MLNet.Torch;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>A loaded ViT-B/16 and images for it.</summary>
internal sealed class EncoderSide : IDisposable
{
    private const double Tokens = 197, Patches = 196, Width = 768, Blocks = 12, Projected = 512, PatchValues = 3 * 16 * 16;

    private readonly EncoderLease<IVisionEncoder> _lease;
    private readonly Tensor _pixels;

    public EncoderSide(int batch, NumericPrecision precision)
    {
        TorchRuntime.EnsureLoaded();
        _lease = BenchmarkEncoders.VitB16.AcquireVision(CPU, precision);
        using Generator generator = new(7, CPU);
        _pixels = randn([batch, 3, 224, 224], ScalarType.Float32, CPU, generator: generator);
    }

    /// <summary>
    /// Operations of an image, two for each multiplication with its addition: the patches' map, in each block four maps of width to width, the perceptron's
    /// two to four times the width and back, and both products of attention; then the projection of one token.
    /// </summary>
    public static double OperationsPerImage =>
        2 * ((Patches * PatchValues * Width) + (Blocks * ((Tokens * Width * Width * (4 + 8)) + (2 * Tokens * Tokens * Width))) + (Width * Projected));

    /// <summary>Embeds the batch a number of times.</summary>
    public SideTime Run(int count) => SideTime.Of(() =>
    {
        using IDisposable mode = inference_mode();
        for (int i = 0; i < count; i++)
        {
            using Tensor vectors = _lease.Encoder.Encode(_pixels, EmbeddingPoint.Projected);
        }
    });

    /// <summary>The vectors, (N, D); the caller disposes them.</summary>
    public Tensor Embed()
    {
        using IDisposable mode = inference_mode();
        return _lease.Encoder.Encode(_pixels, EmbeddingPoint.Projected);
    }

    public void Dispose()
    {
        _pixels.Dispose();
        _lease.Dispose();
    }
}
