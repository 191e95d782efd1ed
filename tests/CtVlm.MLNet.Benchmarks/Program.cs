using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using CtVlm.MLNet.Benchmarks;

// memory-child FOLDER COUNT: what `memory` measures in a process of its own.
// memory [--short]: peak memory alone. readers [PART OF A NAME] [--short]: reading against Python's readers alone.
// [--short] [BenchmarkDotNet's arguments]: the timed ratios, then, unless filtered, readers and memory.
// Exit code: 0 when every limit that was asked for holds, 1 when one does not, 2 when nothing was measured.
if (args is [MemoryChild.Verb, string folder, string count])
{
    return MemoryChild.Run(folder, int.Parse(count, System.Globalization.CultureInfo.InvariantCulture));
}

List<LimitResult> results = [];
string[] rest = [.. args.Where(argument => argument != BenchmarkScale.ShortArgument)];
if (rest is [MemoryBenchmark.Verb])
{
    results.Add(MemoryBenchmark.Run());
}
else if (rest is [ReaderBenchmark.Verb, ..])
{
    results.AddRange(ReaderBenchmark.Run(rest.ElementAtOrDefault(1) ?? ""));
}
else
{
    IEnumerable<Summary> summaries = BenchmarkSwitcher
        .FromTypes([typeof(HuReadingBenchmarks), typeof(RenderingBenchmarks), typeof(PipelineBenchmarks)])
        .Run(rest.Length == 0 ? ["--filter", "*"] : rest, BenchmarkScale.CreateConfig());
    results.AddRange(RatioLimits.Measure([.. summaries]));
    if (rest.Length == 0)
    {
        results.AddRange(ReaderBenchmark.Run(""));
        results.Add(MemoryBenchmark.Run());
    }
}

return LimitReport.Print(results);
