using System.Globalization;
using CtVlm.MLNet.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>Fitting ZCA whitening against the four operations of torch that it cannot do without, in double on rows that already lie in torch.</summary>
internal static class ZcaFit
{
    public const string Title = "fitting ZCA whitening: speed / torch alone";

    private const double LeastSpeed = 0.7;

    // The product's map is kept in single precision.
    private const float Tolerance = 1e-4f;

    private static int Rows => BenchmarkScale.IsShort ? 500 : 10_000;

    /// <summary>Both sides give the same matrix before they are timed.</summary>
    public static LimitResult Measure()
    {
        TorchRuntime.EnsureLoaded();
        int width = SyntheticBags.Width;
        float[] rows = SyntheticBags.MakeRows(Rows, new Random(2));
        using Tensor doubles = MakeDoubles(rows, width);
        EmbeddingProjection projection = EmbeddingProjection.ZcaWhitening();
        FixtureCheck.Same(FitBare(doubles), projection.Fit(rows, width).Components, Tolerance, "Whitening matrices");
        RoundTimes times = RoundTimes.Measure(() => SideTime.Of(() => projection.Fit(rows, width)), () => SideTime.Of(() => FitBare(doubles)));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"geometry: ZCA whitening of {Rows} x {width} in {times.ProductSeconds * 1e3:F0} ms; torch alone {times.OtherSeconds * 1e3:F0} ms"));
        return times.ToResult(Title, LeastSpeed);
    }

    private static Tensor MakeDoubles(float[] rows, int width)
    {
        using Tensor singles = tensor(rows, [rows.Length / width, width]);
        return singles.to(ScalarType.Float64);
    }

    // Mean, covariance, eigenvectors, whitening matrix; the matrix is carried back, as the product must.
    private static float[] FitBare(Tensor rows)
    {
        using IDisposable mode = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor centred = rows - rows.mean([0]); // (N, D)
        Tensor covariance = centred.t().matmul(centred).div_(rows.shape[0] - 1); // (D, N) x (N, D) -> (D, D)
        (Tensor variances, Tensor vectors) = linalg.eigh(covariance); // (D), (D, D) in columns
        Tensor whitener = (vectors * variances.rsqrt()).matmul(vectors.t()); // (D, D)
        return whitener.to(ScalarType.Float32).contiguous().data<float>().ToArray();
    }
}
