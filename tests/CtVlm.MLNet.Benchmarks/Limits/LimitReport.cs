using System.Globalization;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>Prints one line a limit.</summary>
internal static class LimitReport
{
    /// <summary>
    /// Prints the lines and gives the exit code: 0 all hold, 1 one does not or could not be measured, 2 nothing was asked for. The short form
    /// times too little to judge by, and brings no peers: there only what was run and gave no ratio counts.
    /// </summary>
    public static int Print(IReadOnlyCollection<LimitResult> results)
    {
        Console.WriteLine();
        foreach (LimitResult result in results)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Name,-60} {Ratio(result),7}   {Verdict(result)}{Details(result)}"));
        }

        return results.Count == 0 ? 2 : results.All(IsGood) ? 0 : 1;
    }

    private static bool IsGood(LimitResult result) => BenchmarkScale.IsShort ? result.WhyNotRun != null || double.IsFinite(result.Ratio) : result.Holds;

    private static string Ratio(LimitResult result) => result.WhyNotRun != null ? "-" : result.Ratio.ToString("F3", CultureInfo.InvariantCulture);

    private static string Verdict(LimitResult result) => result.Limit is not { } limit
        ? result.WhyNotRun == null ? "reported" : "not run"
        : string.Create(CultureInfo.InvariantCulture, $"{(result.Side == LimitSide.AtLeast ? "at least" : "at most")} {limit:0.00##}   {Judgement(result)}");

    private static string Judgement(LimitResult result) =>
        result.WhyNotRun != null ? "not run" : BenchmarkScale.IsShort ? "not judged" : result.Holds ? "holds" : "DOES NOT HOLD";

    private static string Details(LimitResult result)
    {
        string[] details =
        [
            .. new[] { result.WhyNotRun, Detail("fastest calls", result.FastestRatio), Detail("processor time", result.CpuRatio) }.OfType<string>(),
        ];
        return details.Length == 0 ? "" : $"   ({string.Join("; ", details)})";
    }

    private static string? Detail(string name, double? ratio) => ratio is { } value ? string.Create(CultureInfo.InvariantCulture, $"{name}: {value:F3}") : null;
}
