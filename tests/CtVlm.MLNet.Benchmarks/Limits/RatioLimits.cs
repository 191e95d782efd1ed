using BenchmarkDotNet.Reports;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>The ratios that are promised, and those that are worth a line.</summary>
internal static class RatioLimits
{
    private static readonly RatioLimit[] s_all =
    [
        Hu("HU reading into a new array: speed / bare loop", nameof(HuReadingBenchmarks.BareLoop), nameof(HuReadingBenchmarks.ReadAll), 0.85),
        Hu("HU reading into a reused array: speed / bare loop", nameof(HuReadingBenchmarks.BareLoopReused), nameof(HuReadingBenchmarks.ReadSlicesReused), 0.85),
        Hu("HU reading with the scan of the folder: speed / bare loop", nameof(HuReadingBenchmarks.BareLoop), nameof(HuReadingBenchmarks.ScanAndReadAll), null),
        Rendering("rendering in float: time / encoder", nameof(RenderingBenchmarks.RenderFloat), 0.05),
        Rendering("rendering in 8 bits: time / encoder", nameof(RenderingBenchmarks.RenderEightBit), null),
        new(
            "pipeline: throughput / bare loop",
            typeof(PipelineBenchmarks),
            nameof(PipelineBenchmarks.BareLoop),
            nameof(PipelineBenchmarks.ThroughIDataView),
            LimitSide.AtLeast,
            0.97),
    ];

    /// <summary>The ratios of what was run. A benchmark that failed gives a limit that does not hold.</summary>
    public static IEnumerable<LimitResult> Measure(IReadOnlyList<Summary> summaries)
    {
        IEnumerable<LimitResult> failed = summaries
            .SelectMany(summary => summary.Reports)
            .Where(report => report.ResultStatistics is null)
            .Select(report => new LimitResult($"{report.BenchmarkCase.Descriptor.GetFilterName()} gave no time", double.NaN, 1, LimitSide.AtLeast));
        return [.. s_all.Select(limit => limit.Measure(summaries)).OfType<LimitResult>(), .. failed];
    }

    private static RatioLimit Hu(string name, string baseline, string method, double? limit) =>
        new(name, typeof(HuReadingBenchmarks), baseline, method, LimitSide.AtLeast, limit);

    private static RatioLimit Rendering(string name, string method, double? limit) =>
        new(name, typeof(RenderingBenchmarks), nameof(RenderingBenchmarks.Encode), method, LimitSide.AtMost, limit);
}
