using CtVlm.MLNet.Benchmarks;

// memory-child FOLDER COUNT, startup-child FOLDER: what `memory` and `encoders` measure in a process of its own.
// memory [--short]: peak memory alone. readers [PART OF A NAME] [--short]: reading against Python's readers alone. encoders [PART OF A NAME] [--short]: encoders alone.
// geometry [PART OF A NAME] [--short]: poolings and projections alone. evaluation [PART OF A NAME] [--short]: intervals and comparisons alone.
// comparison [--short]: comparing strategies alone.
// training [PART OF A NAME] [--short]: adapting an encoder alone; training-child PARTS: its memory, in a process of its own.
// coverage [--short]: how often intervals hold the truth and tests reject without a difference, on simulated cohorts; never part of everything.
// [--short] [BenchmarkDotNet's arguments]: the timed ratios, then, unless filtered, readers, encoders, geometry, evaluation, comparison, training and memory.
// Exit code: 0 when every limit that was asked for holds, 1 when one does not, 2 when nothing was measured.
if (args is [MemoryChild.Verb, string folder, string count])
{
    return MemoryChild.Run(folder, int.Parse(count, System.Globalization.CultureInfo.InvariantCulture));
}

if (args is [StartUpChild.Verb, string encoder])
{
    return StartUpChild.Run(encoder);
}

if (args is [TrainingChild.Verb, string parts, ..])
{
    return TrainingChild.Run(parts);
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
else if (rest is [EncoderBenchmark.Verb, ..])
{
    results.AddRange(EncoderBenchmark.Run(rest.ElementAtOrDefault(1) ?? ""));
}
else if (rest is [GeometryBenchmark.Verb, ..])
{
    results.AddRange(GeometryBenchmark.Run(rest.ElementAtOrDefault(1) ?? ""));
}
else if (rest is [EvaluationBenchmark.Verb, ..])
{
    results.AddRange(EvaluationBenchmark.Run(rest.ElementAtOrDefault(1) ?? ""));
}
else if (rest is [CoverageStudy.Verb])
{
    results.AddRange(CoverageStudy.Run());
}
else if (rest is [TrainingBenchmark.Verb, ..])
{
    results.AddRange(TrainingBenchmark.Run(rest.ElementAtOrDefault(1) ?? ""));
}
else if (rest is [ComparisonBenchmark.Verb, ..])
{
    results.AddRange(ComparisonBenchmark.Run(rest.ElementAtOrDefault(1) ?? ""));
}
else
{
    results.AddRange(TimedRatios.Run(rest));
    if (rest.Length == 0)
    {
        results.AddRange(ReaderBenchmark.Run(""));
        results.AddRange(EncoderBenchmark.Run(""));
        results.AddRange(GeometryBenchmark.Run(""));
        results.AddRange(EvaluationBenchmark.Run(""));
        results.AddRange(ComparisonBenchmark.Run(""));
        results.AddRange(TrainingBenchmark.Run(""));
        results.Add(MemoryBenchmark.Run());
    }
}

return LimitReport.Print(results);
