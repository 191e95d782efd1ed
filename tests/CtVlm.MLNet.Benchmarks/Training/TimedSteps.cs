using System.Diagnostics;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>Times the steps of a training after its first, which warms up.</summary>
internal sealed class TimedSteps : IProgress<TrainingProgress>
{
    private long _start;
    private TimeSpan _cpu;
    private SideTime _time;

    /// <summary>Trains, and times all steps but the first.</summary>
    public static SideTime Run(TrainableParts parts)
    {
        TimedSteps timed = new();
        VlmTrainer.Train(TrainingCohort.Encoder, TrainingCohort.Rendering, TrainingCohort.Series, TrainingCohort.Training(parts, TrainingCohort.Steps + 1) with { Progress = timed });
        return timed._time;
    }

    public void Report(TrainingProgress value)
    {
        if (value.Step == 1)
        {
            _cpu = Environment.CpuUsage.TotalTime;
            _start = Stopwatch.GetTimestamp();
        }

        if (value.Step == value.Steps)
        {
            _time = new SideTime(Stopwatch.GetElapsedTime(_start).TotalSeconds, (Environment.CpuUsage.TotalTime - _cpu).TotalSeconds);
        }
    }
}
