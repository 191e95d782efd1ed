namespace CtVlm.MLNet.Benchmarks;

/// <summary>The encoders against what the processor can do, and their start, their texts and their precision.</summary>
internal static class EncoderBenchmark
{
    public const string Verb = "encoders";

    /// <summary>Measures every row whose title holds a text, all rows when it is empty.</summary>
    public static IReadOnlyList<LimitResult> Run(string part) => TitledRows.Measure(
        Verb,
        part,
        (EncoderRate.BatchTitle, () => [EncoderRate.Batch()]),
        (EncoderRate.SingleTitle, () => [EncoderRate.Single()]),
        (OwnProducts.Title, OwnProducts.Measure),
        (AutoPrecision.Title, AutoPrecision.Measure),
        (StartUp.Title, () => [StartUp.Measure()]),
        (Tokenizing.Title, Tokenizing.Measure),
        (TextBuckets.Title, () => [TextBuckets.Measure()]));
}
