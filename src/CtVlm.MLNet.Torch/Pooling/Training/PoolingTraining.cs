namespace CtVlm.MLNet.Torch;

/// <summary>How a pooling is trained: columns, target, validation and optimisation.</summary>
public sealed record PoolingTraining
{
    /// <summary>The column of classes: a key, text, or a whole number.</summary>
    /// <value>"Label", as ML.NET's trainers have it.</value>
    public string LabelColumnName { get; init; } = "Label";

    /// <summary>The column that says whose series a row is; no patient is both trained on and validated on.</summary>
    /// <value>Null: every row is a patient of its own.</value>
    public string? PatientColumnName { get; init; }

    /// <summary>What the classes are to the loss.</summary>
    /// <value><see cref="PoolingTarget.Nominal"/>: cross-entropy, which assumes nothing of their order.</value>
    public PoolingTarget Target { get; init; } = PoolingTarget.Nominal;

    /// <summary>Share of the patients that is held back to decide when to stop, 0 to below 1.</summary>
    /// <value>0.2; 0 trains for <see cref="MaxEpochs"/> on every row.</value>
    public double ValidationShare { get; init; } = 0.2;

    /// <summary>
    /// Whether slice weights are kept only where they do better than the mean of the slices on the patients held back, by more than one standard error;
    /// else every slice of a bag gets the same weight. Concerns attention and gated attention, and only where patients are held back.
    /// </summary>
    /// <value>True. The mean's head is trained as the pooling's is, so that training takes a little longer.</value>
    public bool PrefersMean { get; init; } = true;

    /// <summary>The most passes over the training bags, 1 or more.</summary>
    public int MaxEpochs { get; init; } = 200;

    /// <summary>Passes without a lower validation loss after which training stops, 1 or more.</summary>
    public int Patience { get; init; } = 20;

    /// <summary>Step size of AdamW, above 0.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Decoupled weight decay of AdamW, 0 or more.</summary>
    public double WeightDecay { get; init; } = 1e-2;

    /// <summary>Bags a step, 1 or more.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Whether the loss of a class is divided by its share of the training rows.</summary>
    /// <value>True: rare grades count as much as common ones.</value>
    public bool BalancesClasses { get; init; } = true;

    /// <summary>Seed of the starting parameters, the validation split and the order of the bags.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Is told of every epoch.</summary>
    public IProgress<PoolingTrainingProgress>? Progress { get; init; }

    /// <summary>Stops training within one step.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>The settings make sense.</summary>
    /// <exception cref="ArgumentException">They do not; every violation is in one message.</exception>
    internal void Validate()
    {
        (bool IsWrong, string Message)[] rules =
        [
            (string.IsNullOrEmpty(LabelColumnName), "LabelColumnName is empty"),
            (ValidationShare is not (>= 0 and < 1), $"ValidationShare is {ValidationShare}, 0 to below 1 expected"),
            (MaxEpochs < 1, $"MaxEpochs is {MaxEpochs}, 1 or more expected"),
            (Patience < 1, $"Patience is {Patience}, 1 or more expected"),
            (!(LearningRate > 0 && double.IsFinite(LearningRate)), $"LearningRate is {LearningRate}, a number above 0 expected"),
            (!(WeightDecay >= 0 && double.IsFinite(WeightDecay)), $"WeightDecay is {WeightDecay}, 0 or more expected"),
            (BatchSize < 1, $"BatchSize is {BatchSize}, 1 or more expected"),
            (!Enum.IsDefined(Target), $"Target is {Target}, which is none"),
        ];
        string[] violations = [.. rules.Where(rule => rule.IsWrong).Select(rule => rule.Message)];
        if (violations.Length > 0)
        {
            throw new ArgumentException($"PoolingTraining: {string.Join("; ", violations)}.");
        }
    }
}
