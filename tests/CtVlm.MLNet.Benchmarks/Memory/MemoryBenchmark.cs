using System.Diagnostics;
using System.Globalization;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>Peak memory of embedding many series against few: a cohort's size must not show.</summary>
internal static class MemoryBenchmark
{
    public const string Verb = "memory";

    private const int Slices = 16;
    private const int Size = 64;
    private const double MostRatio = 1.10;

    private static readonly int s_few = BenchmarkScale.IsShort ? 10 : 50;
    private static readonly int s_many = BenchmarkScale.IsShort ? 30 : 500;
    private static readonly int s_repeats = BenchmarkScale.IsShort ? 1 : 3;

    /// <summary>Runs few and many in turn, each in processes of their own, and compares the medians.</summary>
    public static LimitResult Run()
    {
        string folder = FixtureFolder.Combine("memory");
        for (int i = 0; i < s_many; i++)
        {
            SyntheticSeries.Write(Path.Combine(folder, $"series{i:000}"), seed: 1000 + i, Slices, Size);
        }

        List<double> few = [], many = [];
        for (int i = 0; i < s_repeats; i++)
        {
            few.Add(Measure(folder, s_few));
            many.Add(Measure(folder, s_many));
        }

        return new LimitResult($"memory: {s_many} series / {s_few} series", Statistic.Median(many) / Statistic.Median(few), MostRatio, LimitSide.AtMost);
    }

    private static double Measure(string folder, int count)
    {
        using Process child = ChildProcess.Start(MemoryChild.Verb, folder, count.ToString(CultureInfo.InvariantCulture));
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        if (child.ExitCode != 0)
        {
            throw new InvalidOperationException($"Embedding {count} series in another process ended with {child.ExitCode}; its messages are above.");
        }

        double mebibytes = long.Parse(output.Trim(), CultureInfo.InvariantCulture) / (1024.0 * 1024.0);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"memory: {count} series of {Slices} x {Size} x {Size}: peak {mebibytes:F1} MiB"));
        return mebibytes;
    }
}
