using System.Globalization;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>Seconds for 10,000 resamples of all metrics of 1,000 rows, sorting and interval ends included.</summary>
internal static class IntervalTime
{
    public const string Title = "intervals, 10,000 resamples of 31 metrics: seconds";
    public const string ComparisonTitle = "comparison, 10,000 resamples and sign flips: seconds";

    private const double MostSeconds = 2;
    private const int Patients = 700;

    private static readonly string[] s_classes = ["0", "1", "2"];

    private static int Resamples => BenchmarkScale.IsShort ? 500 : 10_000;

    private static int Rounds => BenchmarkScale.IsShort ? 1 : 5;

    public static LimitResult Measure()
    {
        ScoredRows rows = Draw().First;
        IntervalOptions options = new() { PatientColumnName = "Patient", Resamples = Resamples };
        return Time(Title, MostSeconds, () => IntervalEstimator.Estimate(rows, s_classes, options));
    }

    public static LimitResult MeasureComparison()
    {
        SimulatedCohort cohort = Draw();
        ComparisonOptions options = new() { PatientColumnName = "Patient", Resamples = Resamples };
        return Time(ComparisonTitle, null, () => PredictionComparer.Compare(cohort.First, cohort.Second, s_classes, options));
    }

    // 1 or 2 rows a patient are some 1,050.
    private static SimulatedCohort Draw()
    {
        SimulatedCohort cohort = SimulatedCohort.Draw(Patients, 2, new Random(1));
        return new SimulatedCohort(Cut(cohort.First), Cut(cohort.Second));
    }

    // To 1,000 rows of all 700 patients: the first second rows are left out.
    private static ScoredRows Cut(ScoredRows rows)
    {
        int surplus = rows.Count - 1000;
        HashSet<int> seen = [];
        int[] kept = [.. Enumerable.Range(0, rows.Count).Where(row => seen.Add(rows.Patients![row]) || surplus-- <= 0)];
        return new ScoredRows(
            rows.Classes,
            [.. kept.Select(row => rows.Actual[row])],
            [.. kept.Select(row => rows.Predicted[row])],
            [.. kept.SelectMany(row => rows.ScoresOf(row).ToArray())],
            [.. kept.Select(row => rows.Patients![row])]);
    }

    private static LimitResult Time(string title, double? limit, Action call)
    {
        call();
        SideTime[] times = [.. Enumerable.Range(0, Rounds).Select(_ => SideTime.Of(call))];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"evaluation: {title} {string.Join(", ", times.Select(time => time.WallSeconds.ToString("F2", CultureInfo.InvariantCulture)))}"));
        return new LimitResult(title, Statistic.Median(times.Select(time => time.WallSeconds)), limit, LimitSide.AtMost)
        {
            FastestRatio = times.Min(time => time.WallSeconds),
            CpuRatio = Statistic.Median(times.Select(time => time.CpuSeconds)),
        };
    }
}
