namespace CtVlm.MLNet.Torch;

/// <summary>What training tells of itself after each step.</summary>
/// <param name="Step">Steps made.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Loss">Loss of the step.</param>
/// <param name="GradientLength">Length of its gradient, before it was shortened and without the loss scale; not finite where the step was left out.</param>
/// <param name="LearningRate">Its learning rate.</param>
/// <param name="Metric">The last validation; null before the first.</param>
/// <param name="ItemsPerSecond">Slices, or whatever a task counts, a second, over the steps of this run.</param>
/// <param name="Remaining">Time to the last step at that rate.</param>
public sealed record TrainingProgress(
    int Step, int Steps, double Loss, double GradientLength, double LearningRate, double? Metric, double ItemsPerSecond, TimeSpan Remaining)
{
    /// <summary>The loss scale of the next step.</summary>
    /// <value>1 in float32 and bfloat16, which need none.</value>
    public double LossScale { get; init; } = 1;

    /// <summary>Steps left out until now, because their gradient overflowed float16.</summary>
    public int SkippedSteps { get; init; }
}
