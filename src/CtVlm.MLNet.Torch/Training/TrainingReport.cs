namespace CtVlm.MLNet.Torch;

/// <summary>How training went.</summary>
public sealed record TrainingReport
{
    /// <summary>Loss of each step, the resumed ones included.</summary>
    public required IReadOnlyList<double> Losses { get; init; }

    /// <summary>Steps made when each validation was.</summary>
    public required IReadOnlyList<int> ValidatedSteps { get; init; }

    /// <summary>The metric of each validation.</summary>
    public required IReadOnlyList<double> Metrics { get; init; }

    /// <summary>What was validated; null where nothing was held back.</summary>
    public string? MetricName { get; init; }

    /// <summary>The step whose parameters were kept: that of the best validation, or the last.</summary>
    public required int BestStep { get; init; }

    /// <summary>The step that the run went on from; 0 where it began anew.</summary>
    public int ResumedFrom { get; init; }

    /// <summary>Whether training stopped before its last step, because the metric no longer got better.</summary>
    public bool HasStoppedEarly { get; init; }

    /// <summary>Steps left out, because their gradient overflowed float16; they count among the steps, and their losses are in <see cref="Losses"/>.</summary>
    /// <value>0 in float32 and bfloat16, where every step is made.</value>
    public int SkippedSteps { get; init; }

    /// <summary>Time of the steps of this run.</summary>
    public TimeSpan Time { get; init; }
}
