namespace CtVlm.MLNet.Benchmarks;

/// <summary>Comparing strategies against the one encoder pass that they share.</summary>
internal static class ComparisonBenchmark
{
    public const string Verb = "comparison";

    /// <summary>Measures every row whose title holds a text, all rows when it is empty.</summary>
    public static IReadOnlyList<LimitResult> Run(string part) => TitledRows.Measure(Verb, part, (ComparisonSweep.Title, ComparisonSweep.Measure));
}
