using System.Globalization;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>Prints one line a limit.</summary>
internal static class LimitReport
{
    /// <summary>
    /// Prints the lines and gives the exit code: 0 all hold, 1 one does not, 2 nothing was measured. The short form times too little to judge
    /// by: there only what gave no ratio at all counts.
    /// </summary>
    public static int Print(IReadOnlyCollection<LimitResult> results)
    {
        Console.WriteLine();
        foreach (LimitResult result in results)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Name,-60} {result.Ratio,7:F3}   {Verdict(result)}{Fastest(result)}"));
        }

        return results.Count == 0 ? 2 : results.All(IsGood) ? 0 : 1;
    }

    private static bool IsGood(LimitResult result) => BenchmarkScale.IsShort ? double.IsFinite(result.Ratio) : result.Holds;

    private static string Verdict(LimitResult result) => result.Limit is not { } limit
        ? "reported"
        : string.Create(CultureInfo.InvariantCulture, $"{(result.Side == LimitSide.AtLeast ? "at least" : "at most")} {limit:0.00}   {Judgement(result)}");

    private static string Fastest(LimitResult result) => result.FastestRatio is not { } ratio
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"   (fastest calls: {ratio:F3})");

    private static string Judgement(LimitResult result) => BenchmarkScale.IsShort ? "not judged" : result.Holds ? "holds" : "DOES NOT HOLD";
}
