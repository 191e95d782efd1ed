namespace CtVlm.MLNet.Benchmarks;

/// <summary>How long intervals and comparisons of clinical metrics take.</summary>
internal static class EvaluationBenchmark
{
    public const string Verb = "evaluation";

    /// <summary>Measures every row whose title holds a text, all rows when it is empty.</summary>
    public static IReadOnlyList<LimitResult> Run(string part) => TitledRows.Measure(
        Verb,
        part,
        (IntervalTime.Title, () => [IntervalTime.Measure()]),
        (IntervalTime.ComparisonTitle, () => [IntervalTime.MeasureComparison()]));
}
