using System.Globalization;
using CtVlm.MLNet.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>The ViT-B/16 at batch 8 in the precision that the probe chooses, against float32.</summary>
internal static class AutoPrecision
{
    public const string Title = "encoder, Auto: images a second / float32";

    private const string CosineTitle = "encoder, Auto: smallest cosine to float32";
    private const double LeastSpeedup = 1.6;
    private const double LeastCosine = 0.9995;
    private const int Batch = 8;

    /// <summary>Speed and quality; neither is run where the probe chooses float32.</summary>
    public static IEnumerable<LimitResult> Measure()
    {
        TorchRuntime.EnsureLoaded();
        string choice = PrecisionChoice.Describe(NumericPrecision.Auto, CPU);
        Console.WriteLine($"encoders: Auto is {choice}");
        if (PrecisionChoice.Resolve(NumericPrecision.Auto, CPU) == ScalarType.Float32)
        {
            return [LimitResult.NotRun(Title, LeastSpeedup, choice), LimitResult.NotRun(CosineTitle, LeastCosine, choice)];
        }

        using EncoderSide auto = new(Batch, NumericPrecision.Auto);
        using EncoderSide exact = new(Batch, NumericPrecision.Float32);
        double smallest = SmallestCosine(auto, exact);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"encoders: smallest cosine of {Batch} images to float32: {smallest:F5}"));
        LimitResult cosine = new(CosineTitle, smallest, LeastCosine, LimitSide.AtLeast);
        return [RoundTimes.Measure(() => auto.Run(1), () => exact.Run(1)).ToResult(Title, LeastSpeedup), cosine];
    }

    // Also warms both sides up.
    private static double SmallestCosine(EncoderSide auto, EncoderSide exact)
    {
        using Tensor one = auto.Embed();
        using Tensor other = exact.Embed();
        using Tensor cosines = nn.functional.cosine_similarity(one, other, 1, 1e-8);
        return cosines.min().ToDouble();
    }
}
