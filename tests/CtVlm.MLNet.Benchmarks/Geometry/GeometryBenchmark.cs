namespace CtVlm.MLNet.Benchmarks;

/// <summary>Poolings and projections against the encoder before them, against torch itself and against a loop over bags.</summary>
internal static class GeometryBenchmark
{
    public const string Verb = "geometry";

    /// <summary>Measures every row whose title holds a text, all rows when it is empty.</summary>
    public static IReadOnlyList<LimitResult> Run(string part) => TitledRows.Measure(
        Verb,
        part,
        (GeometrySweep.Title, () => [GeometrySweep.Measure()]),
        (ZcaFit.Title, () => [ZcaFit.Measure()]),
        (AttentionTraining.Title, () => [AttentionTraining.Measure()]),
        (TransformerRate.Title, TransformerRate.Measure));
}
