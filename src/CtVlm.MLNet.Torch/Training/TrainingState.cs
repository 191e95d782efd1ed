namespace CtVlm.MLNet.Torch;

/// <summary>All that a run must remember to go on as if it had never stopped, besides the parameters and the optimizer's means.</summary>
internal sealed class TrainingState
{
    /// <summary>Steps made.</summary>
    public int Step { get; set; }

    /// <summary>Loss of each step made.</summary>
    public List<double> Losses { get; init; } = [];

    /// <summary>Steps made when each validation was.</summary>
    public List<int> ValidatedSteps { get; init; } = [];

    /// <summary>The metric of each validation.</summary>
    public List<double> Metrics { get; init; } = [];

    /// <summary>What was validated; null before the first.</summary>
    public string? MetricName { get; set; }

    /// <summary>Steps made when the best validation was; 0 before the first.</summary>
    public int BestStep { get; set; }

    /// <summary>The metric of the best validation.</summary>
    public double BestMetric { get; set; }

    /// <summary>Validations since the best.</summary>
    public int Stalled { get; set; }

    /// <summary>Whether the metric got no better for too long.</summary>
    public bool HasStoppedEarly { get; set; }

    /// <summary>Values of the parameters at the best validation, in their order; null before the first.</summary>
    public float[][]? Best { get; set; }

    /// <summary>Running mean of the parameters; null where none is kept.</summary>
    public RunningMean? Average { get; set; }

    /// <summary>The loss scale of the next step.</summary>
    public LossScale Scale { get; set; } = LossScale.None;
}
