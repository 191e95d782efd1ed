using System.Diagnostics;
using System.Globalization;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>Peak memory of training adapters against that of training all weights, and of adapters whose activations are computed a second time.</summary>
internal static class AdapterMemory
{
    public const string Title = "training: peak memory of adapters / of all weights";

    /// <summary>Each side has a process of its own.</summary>
    public static LimitResult Measure()
    {
        double adapters = Measure(TrainingChild.Adapters), all = Measure(TrainingChild.AllWeights);
        Measure(TrainingChild.Recomputed);
        return new LimitResult(Title, adapters / all, null, LimitSide.AtMost);
    }

    private static double Measure(string parts)
    {
        string[] arguments = BenchmarkScale.IsShort ? [TrainingChild.Verb, parts, BenchmarkScale.ShortArgument] : [TrainingChild.Verb, parts];
        using Process child = ChildProcess.Start(arguments);
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        if (child.ExitCode != 0)
        {
            throw new InvalidOperationException($"Training {parts} in another process ended with {child.ExitCode}; its messages are above.");
        }

        double mebibytes = long.Parse(output.Trim(), CultureInfo.InvariantCulture) / (1024.0 * 1024.0);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"training: {parts}, {TrainingCohort.Batch} series of {TrainingCohort.Slices} slices a step: peak {mebibytes:F0} MiB"));
        return mebibytes;
    }
}
