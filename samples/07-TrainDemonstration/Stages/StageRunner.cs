using System.Diagnostics;
using CtVlm.MLNet.Torch;

namespace TrainDemonstration;

/// <summary>Trains one stage and writes its log. A run that was stopped goes on from its last checkpoint.</summary>
/// <param name="plan">The numbers.</param>
/// <param name="workFolder">Where checkpoints are kept.</param>
/// <param name="log">The log.</param>
internal sealed class StageRunner(TrainingPlan plan, string workFolder, TrainingLog log)
{
    private const double WeightDecay = 0.05;
    private const double Beta2 = 0.98;
    private const double GreatestGradient = 1;
    private const double FloorShare = 0.02;

    /// <summary>Trains a stage.</summary>
    /// <param name="name">Its name in the log and in the checkpoint's.</param>
    /// <param name="stage">Its numbers.</param>
    /// <param name="task">What is trained.</param>
    /// <returns>Seconds of this run.</returns>
    public double Run(string name, StagePlan stage, FiguredTask task)
    {
        Stopwatch watch = Stopwatch.StartNew();
        TrainingLoop.Run(task, new TrainingLoopSettings
        {
            Steps = stage.Steps,
            Schedule = LearningRateSchedule.WarmUpCosine(stage.LearningRate, stage.WarmUpSteps, stage.Steps, FloorShare),
            Optimizer = new AdamWSettings { Beta2 = Beta2, WeightDecay = WeightDecay, DecaysVectors = false },
            GreatestGradient = GreatestGradient,
            Seed = plan.Seed,
            CheckpointPath = Path.Combine(workFolder, $"{name}.checkpoint"),
            CheckpointEvery = plan.CheckpointEvery,
            ValidateEvery = int.MaxValue,
            Progress = new StageProgress(name, task, log),
        });
        return watch.Elapsed.TotalSeconds;
    }

    private sealed class StageProgress(string name, FiguredTask task, TrainingLog log) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => log.Add(name, value, task.Figures);
    }
}
