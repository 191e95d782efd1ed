using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>How much is measured: the full form for figures, the short form for a smoke run.</summary>
internal static class BenchmarkScale
{
    public const string ShortArgument = "--short";

    private static readonly TimeSpan s_patience = TimeSpan.FromHours(1);

    public static bool IsShort { get; } = Environment.GetCommandLineArgs().Contains(ShortArgument);

    /// <summary>Rounds run one after the other, each both sides of a ratio: a slow minute of the machine touches one round, not one side.</summary>
    public static IEnumerable<int> Rounds => Enumerable.Range(1, IsShort ? 1 : 5);

    /// <summary>
    /// One call an iteration, on the side of the caller's process: a call lasts 30 ms to 10 s, and both sides must see the same libtorch,
    /// the same weights and the same page cache.
    /// </summary>
    public static IConfig CreateConfig() => DefaultConfig.Instance
        .AddJob(Job.Default
            .WithToolchain(new InProcessEmitToolchain(s_patience, logOutput: true))
            .WithStrategy(RunStrategy.Monitoring)
            .WithInvocationCount(1)
            .WithUnrollFactor(1)
            .WithWarmupCount(1))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumn(StatisticColumn.Median);
}
