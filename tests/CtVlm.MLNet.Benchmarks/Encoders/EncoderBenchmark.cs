using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>The encoders against what the processor can do, and their start, their texts and their precision.</summary>
internal static class EncoderBenchmark
{
    public const string Verb = "encoders";

    /// <summary>Measures every row whose title holds a text, all rows when it is empty.</summary>
    public static IReadOnlyList<LimitResult> Run(string part)
    {
        TorchRuntime.EnsureLoaded();
        Console.WriteLine($"encoders: {Machine.Describe()}");
        (string Title, Func<IEnumerable<LimitResult>> Measure)[] all =
        [
            (EncoderRate.BatchTitle, () => [EncoderRate.Batch()]),
            (EncoderRate.SingleTitle, () => [EncoderRate.Single()]),
            (AutoPrecision.Title, AutoPrecision.Measure),
            (StartUp.Title, () => [StartUp.Measure()]),
            (Tokenizing.Title, Tokenizing.Measure),
            (TextBuckets.Title, () => [TextBuckets.Measure()]),
        ];
        return [.. all.Where(row => row.Title.Contains(part, StringComparison.OrdinalIgnoreCase)).SelectMany(row => Try(row.Title, row.Measure))];
    }

    // A row that fails is a limit that does not hold, and the others are still measured.
    private static IEnumerable<LimitResult> Try(string title, Func<IEnumerable<LimitResult>> measure)
    {
        try
        {
            return measure();
        }
        catch (Exception failure) when (failure is InvalidOperationException or WeightsException)
        {
            Console.Error.WriteLine($"encoders: {title}: {failure.Message}");
            return [new LimitResult($"{title} (failed)", double.NaN, 0, LimitSide.AtLeast)];
        }
    }
}
