using BenchmarkDotNet.Mathematics;
using BenchmarkDotNet.Reports;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>A ratio of two timed methods of a class.</summary>
/// <param name="Name">What it says.</param>
/// <param name="Type">The class.</param>
/// <param name="Baseline">The method that sets the measure.</param>
/// <param name="Method">The method that is measured.</param>
/// <param name="Side"><see cref="LimitSide.AtLeast"/>: a ratio of speeds, baseline's time / method's time; <see cref="LimitSide.AtMost"/>: of times, the inverse.</param>
/// <param name="Limit">The limit; null where the ratio is only reported.</param>
internal sealed record RatioLimit(string Name, Type Type, string Baseline, string Method, LimitSide Side, double? Limit)
{
    /// <summary>The median over the rounds of the ratio of the median times; null when the methods were not run.</summary>
    public LimitResult? Measure(IReadOnlyList<Summary> summaries)
    {
        Dictionary<int, Statistics> baseline = Times(summaries, Baseline);
        Dictionary<int, Statistics> method = Times(summaries, Method);
        double[] ratios = [.. baseline.Where(pair => method.ContainsKey(pair.Key)).Select(pair => Ratio(pair.Value.Median, method[pair.Key].Median))];
        return ratios.Length == 0 ? null : new LimitResult(Name, Statistic.Median(ratios), Limit, Side)
        {
            FastestRatio = Ratio(baseline.Values.Min(times => times.Min), method.Values.Min(times => times.Min)),
        };
    }

    private double Ratio(double baseline, double method) => Side == LimitSide.AtLeast ? baseline / method : method / baseline;

    // Round -> nanoseconds.
    private Dictionary<int, Statistics> Times(IReadOnlyList<Summary> summaries, string method) => summaries
        .SelectMany(summary => summary.Reports)
        .Where(report => report.BenchmarkCase.Descriptor.Type == Type && report.BenchmarkCase.Descriptor.WorkloadMethod.Name == method)
        .Where(report => report.ResultStatistics is not null)
        .ToDictionary(report => (int)report.BenchmarkCase.Parameters[nameof(RatioBenchmark.Round)], report => report.ResultStatistics!);
}
