namespace CtVlm.MLNet.Benchmarks;

/// <summary>Steps of adapting a ViT-B/16: against bare forward and backward passes, adapters against all weights, in time and in memory.</summary>
internal static class TrainingBenchmark
{
    public const string Verb = "training";

    /// <summary>Measures every row whose title holds a text, all rows when it is empty.</summary>
    public static IReadOnlyList<LimitResult> Run(string part) => TitledRows.Measure(
        Verb,
        part,
        (StepOverhead.Title, () => [StepOverhead.Measure()]),
        (AdapterStep.Title, () => [AdapterStep.Measure()]),
        (AdapterMemory.Title, () => [AdapterMemory.Measure()]));
}
