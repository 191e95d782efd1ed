using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>The ratios that BenchmarkDotNet times. Apart from the program's start, so that a child process need not load that library.</summary>
internal static class TimedRatios
{
    /// <summary>Runs the classes that BenchmarkDotNet's arguments choose, all of them without any.</summary>
    public static IEnumerable<LimitResult> Run(string[] arguments)
    {
        IEnumerable<Summary> summaries = BenchmarkSwitcher
            .FromTypes([typeof(HuReadingBenchmarks), typeof(RenderingBenchmarks), typeof(PipelineBenchmarks)])
            .Run(arguments.Length == 0 ? ["--filter", "*"] : arguments, BenchmarkScale.CreateConfig());
        return RatioLimits.Measure([.. summaries]);
    }
}
