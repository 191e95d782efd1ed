using System.Globalization;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>The ViT-B/16 in float32: its operations a second against those of a matrix product, and one image against eight.</summary>
internal static class EncoderRate
{
    public const string BatchTitle = "encoder, float32, batch 8: rate / matrix product";
    public const string SingleTitle = "encoder, float32: rate at batch 1 / batch 8";

    // A round lasts five seconds, within which a busy host moves a side by a tenth: the median of more of them says what holds.
    private const int Rounds = 21;

    private const int Batch8 = 8;
    private const double LeastOfProduct = 0.88;
    private const double LeastOfBatch = 0.85;

    /// <summary>Eight images against matrix products of about as many operations.</summary>
    public static LimitResult Batch()
    {
        using EncoderSide encoder = new(Batch8, NumericPrecision.Float32);
        using MatrixProduct product = new();
        double operations = Batch8 * EncoderSide.OperationsPerImage;
        int products = BenchmarkScale.IsShort ? 1 : (int)Math.Round(operations / MatrixProduct.Operations);
        WarmUp(encoder);
        product.Run(1);
        RoundTimes times = RoundTimes.Measure(() => encoder.Run(1), () => product.Run(products), Rounds);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"encoders: float32, batch 8: {Batch8 / times.ProductSeconds:F2} images/s, {operations / times.ProductSeconds / 1e9:F0} GFLOP/s; matrix product {products * MatrixProduct.Operations / times.OtherSeconds / 1e9:F0} GFLOP/s"));
        return times.ToResult(BatchTitle, LeastOfProduct, operations / (products * MatrixProduct.Operations));
    }

    /// <summary>Eight images one by one against eight at once.</summary>
    public static LimitResult Single()
    {
        using EncoderSide single = new(1, NumericPrecision.Float32);
        using EncoderSide batch = new(Batch8, NumericPrecision.Float32);
        WarmUp(single);
        WarmUp(batch);
        RoundTimes times = RoundTimes.Measure(() => single.Run(Batch8), () => batch.Run(1), Rounds);
        return times.ToResult(SingleTitle, LeastOfBatch);
    }

    private static void WarmUp(EncoderSide side)
    {
        if (!BenchmarkScale.IsShort)
        {
            side.Run(1);
        }
    }
}
