using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>The ViT-B/16 in float32 with linear maps by <see cref="TiledProduct"/> against the same with libtorch's.</summary>
internal static class OwnProducts
{
    public const string Title = "encoder, float32: speed with own products / libtorch's";

    /// <summary>One image after the other, and eight at once; not run where this processor keeps libtorch's.</summary>
    public static IEnumerable<LimitResult> Measure() => DenseMap.IsTiled
        ? [Measure(1), Measure(8)]
        : [LimitResult.NotRun(Title, null, "this processor keeps libtorch's products")];

    private static LimitResult Measure(int batch)
    {
        using EncoderSide encoder = new(batch, NumericPrecision.Float32);
        SideTime Run(bool isTiled)
        {
            using IDisposable choice = DenseMap.Force(isTiled);
            return encoder.Run(8 / batch);
        }

        Run(isTiled: true);
        Run(isTiled: false);
        return RoundTimes.Measure(() => Run(isTiled: true), () => Run(isTiled: false)).ToResult($"{Title}, batch {batch}", limit: null);
    }
}
