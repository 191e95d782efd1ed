using System.Diagnostics;
using System.Globalization;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>From the start of a process to its first embedding by a ViT-B/16 on disk, against what Python takes to import its libraries.</summary>
internal static class StartUp
{
    public const string Title = "start-up to the first embedding / Python's imports";

    private const double MostRatio = 0.6;

    // `import torch, open_clip` with nothing loaded or computed, on a machine whose float32 matrix product runs at this rate.
    private const double ImportSeconds = 4.3;
    private const double ImportRate = 190e9;

    private static readonly int s_repeats = BenchmarkScale.IsShort ? 1 : 5;

    /// <summary>The median over several processes; the imports' time is put at this machine's speed by the rate of its matrix product.</summary>
    public static LimitResult Measure()
    {
        string folder = StartUpFolder.Write();
        double rate = MeasureRate();
        SideTime[] times = [.. Enumerable.Range(0, s_repeats).Select(_ => Start(folder))];
        double imports = ImportSeconds * ImportRate / rate;
        double median = Statistic.Median(times.Select(time => time.WallSeconds));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"encoders: start-up {median:F2} s, of the processor {Statistic.Median(times.Select(time => time.CpuSeconds)):F2} s; matrix product {rate / 1e9:F0} GFLOP/s, where Python's imports take {imports:F1} s"));
        return new LimitResult(Title, median / imports, MostRatio, LimitSide.AtMost) { FastestRatio = times.Min(time => time.WallSeconds) / imports };
    }

    private static double MeasureRate()
    {
        using MatrixProduct product = new();
        product.Run(1);
        return MatrixProduct.Operations / Enumerable.Range(0, BenchmarkScale.IsShort ? 1 : 9).Min(_ => product.Run(1).WallSeconds);
    }

    private static SideTime Start(string folder)
    {
        long start = Stopwatch.GetTimestamp();
        using Process child = ChildProcess.Start(StartUpChild.Verb, folder);
        string line = child.StandardOutput.ReadLine() ?? "";
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        child.WaitForExit();
        return child.ExitCode == 0 && double.TryParse(line, CultureInfo.InvariantCulture, out double cpuSeconds)
            ? new SideTime(seconds, cpuSeconds)
            : throw new InvalidOperationException($"The process that embeds one image ended with {child.ExitCode} after '{line}'; its messages are above.");
    }
}
