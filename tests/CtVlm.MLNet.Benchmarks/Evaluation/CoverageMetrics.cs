namespace CtVlm.MLNet.Benchmarks;

/// <summary>The metrics of the coverage study and their true values.</summary>
internal sealed class CoverageMetrics
{
    /// <summary>How many of <see cref="All"/>, from the first on, have limits.</summary>
    public const int Judged = 3;

    private const int Seed = 999;

    private CoverageMetrics(double[] truths) => Truths = truths;

    /// <summary>Name and class of each.</summary>
    public static IReadOnlyList<(string Name, int? Class)> All { get; } =
    [
        (ClinicalMetricNames.Accuracy, null),
        (ClinicalMetricNames.QuadraticWeightedKappa, null),
        (ClinicalMetricNames.MacroAuroc, null),
        (ClinicalMetricNames.CutPointAuroc, 1),
        (ClinicalMetricNames.CutPointAuroc, 2),
        (ClinicalMetricNames.Sensitivity, 0),
        (ClinicalMetricNames.Sensitivity, 2),
        (ClinicalMetricNames.MacroF1, null),
        (ClinicalMetricNames.MeanAbsoluteError, null),
        (ClinicalMetricNames.Brier, null),
    ];

    /// <summary>True value of each.</summary>
    public IReadOnlyList<double> Truths { get; }

    private static int Patients => BenchmarkScale.IsShort ? 20_000 : 1_000_000;

    /// <summary>Finds the true values: the mean of both models, which are equally good, over a cohort of a million patients.</summary>
    public static CoverageMetrics Simulate()
    {
        SimulatedCohort cohort = SimulatedCohort.Draw(Patients, 3, new Random(Seed));
        double[] first = Values(cohort.First);
        double[] second = Values(cohort.Second);
        return new CoverageMetrics([.. first.Zip(second, (a, b) => (a + b) / 2)]);
    }

    /// <summary>Place of a studied metric among the product's.</summary>
    public static int IndexOf(ResampledMetrics metrics, int studied) => metrics.IndexOf(All[studied].Name, All[studied].Class);

    /// <summary>How it is shown.</summary>
    public static string Title(int studied) => MetricTable.Title(All[studied].Name, All[studied].Class?.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static double[] Values(ScoredRows rows)
    {
        ResampledMetrics metrics = new(rows, rows.Patients!, Patients);
        double[] values = metrics.Estimate();
        return [.. Enumerable.Range(0, All.Count).Select(studied => values[IndexOf(metrics, studied)])];
    }
}
