namespace CtVlm.MLNet.Torch;

/// <summary>A loss scale at one moment of a run.</summary>
/// <param name="Value">What the loss is multiplied by.</param>
/// <param name="GoodSteps">Steps made since it changed.</param>
/// <param name="SkippedSteps">Steps left out since the run began.</param>
internal sealed record LossScale(double Value, int GoodSteps, int SkippedSteps)
{
    /// <summary>The loss as it is.</summary>
    public static LossScale None { get; } = new(1, 0, 0);
}
