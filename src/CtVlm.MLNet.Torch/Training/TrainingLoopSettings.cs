namespace CtVlm.MLNet.Torch;

/// <summary>How a task is trained.</summary>
internal sealed record TrainingLoopSettings
{
    /// <summary>Steps, 1 or more.</summary>
    public required int Steps { get; init; }

    /// <summary>The learning rate of each step.</summary>
    public required LearningRateSchedule Schedule { get; init; }

    /// <summary>The optimizer's constants.</summary>
    public AdamWSettings Optimizer { get; init; } = new();

    /// <summary>Batches whose gradients are averaged before a step is made, 1 or more.</summary>
    public int Accumulation { get; init; } = 1;

    /// <summary>The greatest length of the gradient, above 0: a longer one is shortened to it.</summary>
    /// <value>Null: no bound.</value>
    public double? GreatestGradient { get; init; }

    /// <summary>Decay of the running mean of the parameters, which is then what training gives, 0 to below 1.</summary>
    /// <value>Null: the parameters themselves.</value>
    public double? AverageDecay { get; init; }

    /// <summary>Steps between two validations, 1 or more.</summary>
    public int ValidateEvery { get; init; } = 100;

    /// <summary>Validations without a better metric after which training stops, 1 or more.</summary>
    /// <value>Null: never before the last step.</value>
    public int? Patience { get; init; }

    /// <summary>Seed of all chance.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The checkpoint's file; one that is there is gone on from.</summary>
    /// <value>Null: none.</value>
    public string? CheckpointPath { get; init; }

    /// <summary>Steps between two checkpoints, 1 or more.</summary>
    public int CheckpointEvery { get; init; } = 100;

    /// <summary>The loss scale; for float16.</summary>
    /// <value>Null: the loss as it is.</value>
    public LossScaling? LossScaling { get; init; }

    /// <summary>How the parameters' values are worked on; decides the last bits alone.</summary>
    /// <value>Null: the way that fits where they are.</value>
    public UpdatePath? Path { get; init; }

    /// <summary>Is told of every step.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>What decides the result, in one line.</summary>
    public string Describe() => FormattableString.Invariant(
        $"steps {Steps}; schedule {SettingsText.Of(Schedule)}; optimizer {SettingsText.Of(Optimizer)}; accumulation {Accumulation}; clip {GreatestGradient}; average {AverageDecay}; validate {ValidateEvery}; patience {Patience}; seed {Seed}{(LossScaling is null ? "" : $"; {LossScaling}")}");
}
