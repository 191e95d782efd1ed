using System.Diagnostics;
using System.Globalization;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>
/// How often 95 % intervals hold the true value, and how often paired tests find a difference between equally good models, over simulated cohorts of patients
/// with one to three rows each.
/// </summary>
internal static class CoverageStudy
{
    public const string Verb = "coverage";

    private const double LeastCoverage = 0.93;
    private const double MostCoverage = 0.97;
    private const double MostRejected = 0.06;

    private static readonly (int Patients, int Cohorts)[] s_sizes = [(40, 4000), (100, 4000), (400, 2000)];

    private static int Resamples => BenchmarkScale.IsShort ? 100 : 600;

    /// <summary>Simulates every size and prints a table for each.</summary>
    public static IReadOnlyList<LimitResult> Run()
    {
        CoverageMetrics metrics = CoverageMetrics.Simulate();
        Console.WriteLine("coverage: true values " + string.Join(", ", metrics.Truths.Select((truth, i) => $"{CoverageMetrics.Title(i)} {Text(truth, "F4")}")));
        return [.. s_sizes.SelectMany(size => Run(metrics, size.Patients, BenchmarkScale.IsShort ? 20 : size.Cohorts))];
    }

    private static IEnumerable<LimitResult> Run(CoverageMetrics metrics, int patients, int cohorts)
    {
        CoverageTally tally = new();
        var clock = Stopwatch.StartNew();
        Parallel.For(0, cohorts, seed => CoverageCohort.AddTo(tally, metrics.Truths, patients, Resamples, seed));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"\n{patients} patients, {cohorts} cohorts, {Resamples} resamples each, {clock.Elapsed.TotalSeconds:F0} s\n"));
        PrintCoverage(tally);
        PrintRejections(tally);
        return Judge(tally, patients);
    }

    private static void PrintCoverage(CoverageTally tally)
    {
        PrintRow(["coverage, %", .. CoverageTally.Methods.Select(MetricTable.Describe), "above the truth", "mean width"]);
        PrintRow(Enumerable.Repeat("---", CoverageTally.Methods.Length + 3));
        for (int metric = 0; metric < CoverageMetrics.All.Count; metric++)
        {
            int last = CoverageTally.Methods.Length - 1;
            PrintRow(
            [
                CoverageMetrics.Title(metric),
                .. CoverageTally.Methods.Select((_, method) => Percent(tally.Coverage(method, metric))),
                Percent(tally.Above(last, metric)),
                Text(tally.Width(last, metric), "F3"),
            ]);
        }
    }

    private static void PrintRejections(CoverageTally tally)
    {
        Console.Out.Write("\n");
        PrintRow(["rejected at 5 %, %", .. CoverageTally.Tests]);
        PrintRow(Enumerable.Repeat("---", CoverageTally.Tests.Length + 1));
        for (int metric = 0; metric < CoverageMetrics.All.Count; metric++)
        {
            PrintRow([CoverageMetrics.Title(metric), .. CoverageTally.Tests.Select((_, test) => Percent(tally.Rejected(test, metric)))]);
        }

        Console.WriteLine("\none row a patient: " + string.Join(", ", CoverageTally.RowTests.Select((name, test) => $"{name} {Percent(tally.RejectedRows(test))}")));
    }

    // Judged are the defaults: transformed t, and the expanded bootstrap's and the sign flips' p; and the tests of rows.
    private static IEnumerable<LimitResult> Judge(CoverageTally tally, int patients)
    {
        for (int metric = 0; metric < CoverageMetrics.Judged; metric++)
        {
            string name = $"{patients} patients, {CoverageMetrics.Title(metric)}";
            double coverage = tally.Coverage(CoverageTally.Methods.Length - 1, metric);
            yield return new LimitResult($"{name}: coverage", coverage, LeastCoverage, LimitSide.AtLeast);
            yield return new LimitResult($"{name}: coverage", coverage, MostCoverage, LimitSide.AtMost);
            yield return new LimitResult($"{name}: bootstrap rejects", tally.Rejected(1, metric), MostRejected, LimitSide.AtMost);
            yield return new LimitResult($"{name}: sign flips reject", tally.Rejected(2, metric), MostRejected, LimitSide.AtMost);
        }

        for (int test = 0; test < CoverageTally.RowTests.Length; test++)
        {
            yield return new LimitResult($"{patients} patients, {CoverageTally.RowTests[test]} rejects", tally.RejectedRows(test), MostRejected, LimitSide.AtMost);
        }
    }

    private static void PrintRow(IEnumerable<string> cells) => Console.WriteLine($"| {string.Join(" | ", cells)} |");

    private static string Percent(double share) => Text(100 * share, "F1");

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
