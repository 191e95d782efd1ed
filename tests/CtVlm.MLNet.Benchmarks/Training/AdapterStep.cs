using System.Globalization;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>A step of adapters against a step of all weights.</summary>
internal static class AdapterStep
{
    public const string Title = "training: step of adapters / of all weights";

    private const double MostRatio = 0.75;

    /// <summary>Both sides see the same series.</summary>
    public static LimitResult Measure()
    {
        RoundTimes times = RoundTimes.Measure(() => TimedSteps.Run(TrainingCohort.AllWeights), () => TimedSteps.Run(TrainingCohort.Adapters));
        double slices = (double)TrainingCohort.Batch * TrainingCohort.Slices * TrainingCohort.Steps;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"training: {slices / times.OtherSeconds:F2} slices/s with adapters, {slices / times.ProductSeconds:F2} with all weights"));
        return new LimitResult(Title, times.Speedup, MostRatio, LimitSide.AtMost) { FastestRatio = times.FastestSpeedup, CpuRatio = times.CpuSpeedup };
    }
}
