namespace CtVlm.MLNet.Torch;

/// <summary>How an encoder is adapted to series and their reports: what trains, on what loss, for how long.</summary>
/// <remarks>
/// On the CPU, the same data and settings give the same result to the last bit, whether training was stopped between or not. Where it trains is <see cref="VlmTrainer"/>'s to say,
/// and no setting: a run may be stopped on one device and go on on another.
/// </remarks>
public sealed record VlmTraining
{
    /// <summary>What of the encoder trains.</summary>
    /// <value>LoRA of rank 8 on the attention of every block of both towers, whatever their number, and the scale of similarities.</value>
    public TrainableParts Parts { get; init; } = TrainableParts.Adapters(LoraOptions.Parse("v8_t8"));

    /// <summary>What is minimised.</summary>
    public VlmLoss Loss { get; init; } = new();

    /// <summary>How the vectors of a series' slices become one; where it has parameters they train too.</summary>
    /// <value>The mean.</value>
    public SlicePooling Pooling { get; init; } = SlicePooling.Mean();

    /// <summary>How series are varied; without effect where the vision tower's blocks do not train, for then each slice is embedded once.</summary>
    public CtAugmentation Augmentation { get; init; } = new();

    /// <summary>Steps, 1 or more.</summary>
    public int Steps { get; init; } = 300;

    /// <summary>Series whose vectors meet in one loss, 2 or more.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Series whose activations are held at once, 1 or more: the gradient is that of the whole batch whatever it is, at the cost of one more forward pass where it is smaller.</summary>
    public int ChunkSize { get; init; } = 16;

    /// <summary>Batches whose gradients are averaged before a step is made, 1 or more.</summary>
    public int Accumulation { get; init; } = 1;

    /// <summary>Whether the blocks' activations are computed a second time instead of being kept: less memory, a third more time.</summary>
    public bool RecomputesActivations { get; init; }

    /// <summary>
    /// The element type of the towers' frozen weights and of the activations in them. What trains is float32 whatever it is, and cast where it is used; norms, softmax, pooling, similarity,
    /// losses and the head compute in float32. Float16 scales its loss, see <see cref="TrainingProgress.LossScale"/>, and leaves out the steps whose gradient overflows.
    /// </summary>
    /// <value>
    /// <see cref="NumericPrecision.Float32"/>. The two others halve the memory of weights and activations, and are for devices that compute in them natively. <see cref="NumericPrecision.Auto"/> is
    /// refused: it follows the speed of one machine, and what a run gives, and whether it can be gone on with, must not.
    /// </value>
    public NumericPrecision Precision { get; init; } = NumericPrecision.Float32;

    /// <summary>Highest learning rate of AdamW, above 0.</summary>
    public double LearningRate { get; init; } = 2e-4;

    /// <summary>Share of the steps in which the learning rate rises to its highest, 0 to 1; then half a cosine.</summary>
    public double WarmUpShare { get; init; } = 0.05;

    /// <summary>Share of the highest learning rate at the last step, 0 to 1.</summary>
    public double FloorShare { get; init; } = 0.02;

    /// <summary>Decoupled weight decay, 0 or more; biases, norms and scales do not decay.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Greatest length of the gradient, above 0.</summary>
    /// <value>Null: no bound.</value>
    public double? GreatestGradient { get; init; } = 1;

    /// <summary>Decay of the running mean of the parameters, which is then what training gives, 0 to below 1.</summary>
    /// <value>Null: the parameters themselves.</value>
    public double? AverageDecay { get; init; }

    /// <summary>Share of the patients held back to choose the step, 0 to below 1.</summary>
    /// <value>0.15; 0 keeps the last step.</value>
    public double ValidationShare { get; init; } = 0.15;

    /// <summary>What decides on the patients held back.</summary>
    public VlmMetric Metric { get; init; } = VlmMetric.Loss;

    /// <summary>Steps between two validations, 1 or more.</summary>
    public int ValidateEvery { get; init; } = 25;

    /// <summary>Validations without a better metric after which training stops, 1 or more.</summary>
    /// <value>Null: never before the last step.</value>
    public int? Patience { get; init; }

    /// <summary>Seed of adapters, order, variation, dropout and the patients held back.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The checkpoint's file; one that is there is gone on from, and one of other settings is refused.</summary>
    /// <value>Null: none.</value>
    public string? CheckpointPath { get; init; }

    /// <summary>Steps between two checkpoints, 1 or more: what a kill can lose.</summary>
    public int CheckpointEvery { get; init; } = 25;

    /// <summary>Is told of every step.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Stops within one step, leaving a checkpoint where one is kept.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>The settings make sense.</summary>
    /// <exception cref="ArgumentException">They do not; every violation is in one message.</exception>
    internal void Validate(string? parameterName)
    {
        (bool IsWrong, FormattableString Message)[] rules =
        [
            (Steps < 1, $"Steps is {Steps}, 1 or more expected"),
            (BatchSize < 2, $"BatchSize is {BatchSize}, 2 or more expected"),
            (ChunkSize < 1, $"ChunkSize is {ChunkSize}, 1 or more expected"),
            (Accumulation < 1, $"Accumulation is {Accumulation}, 1 or more expected"),
            (Precision is not (NumericPrecision.Float32 or NumericPrecision.BFloat16 or NumericPrecision.Float16), $"Precision is {Precision}, {NumericPrecision.Float32}, {NumericPrecision.BFloat16} or {NumericPrecision.Float16} expected: what a run gives must not depend on the machine"),
            (!(LearningRate > 0 && double.IsFinite(LearningRate)), $"LearningRate is {LearningRate}, a number above 0 expected"),
            (WarmUpShare is not (>= 0 and <= 1), $"WarmUpShare is {WarmUpShare}, 0 to 1 expected"),
            (FloorShare is not (>= 0 and <= 1), $"FloorShare is {FloorShare}, 0 to 1 expected"),
            (!(WeightDecay >= 0 && double.IsFinite(WeightDecay)), $"WeightDecay is {WeightDecay}, 0 or more expected"),
            (GreatestGradient is not null and not > 0, $"GreatestGradient is {GreatestGradient}, a number above 0 or null expected"),
            (AverageDecay is not null and not (>= 0 and < 1), $"AverageDecay is {AverageDecay}, 0 to below 1 or null expected"),
            (ValidationShare is not (>= 0 and < 1), $"ValidationShare is {ValidationShare}, 0 to below 1 expected"),
            (!Enum.IsDefined(Metric), $"Metric is {Metric}, which is none"),
            (Metric == VlmMetric.TextToImageMrr && !Loss.UsesTexts, $"Metric is {Metric}, which needs a contrastive loss with texts"),
            (Metric == VlmMetric.HeadAccuracy && Loss.HeadWeight <= 0, $"Metric is {Metric}, which needs a head: give Loss.HeadWeight"),
            (ValidateEvery < 1, $"ValidateEvery is {ValidateEvery}, 1 or more expected"),
            (Patience < 1, $"Patience is {Patience}, 1 or more or null expected"),
            (CheckpointEvery < 1, $"CheckpointEvery is {CheckpointEvery}, 1 or more expected"),
        ];
        IEnumerable<string> violations = rules.Where(rule => rule.IsWrong).Select(rule => FormattableString.Invariant(rule.Message));
        RenderThrow.IfAny("The training is invalid", [.. violations, .. Loss.FindFaults(), .. Augmentation.FindFaults()], parameterName);
        Parts.Validate(parameterName);
    }

    /// <summary>How the loop runs.</summary>
    internal TrainingLoopSettings ToLoop() => new()
    {
        Steps = Steps,
        Schedule = LearningRateSchedule.WarmUpCosine(LearningRate, (int)Math.Round(WarmUpShare * Steps), Steps, FloorShare),
        Optimizer = new AdamWSettings { Beta2 = 0.98, Epsilon = 1e-6, WeightDecay = WeightDecay, DecaysVectors = false },
        Accumulation = Accumulation,
        GreatestGradient = GreatestGradient,
        AverageDecay = AverageDecay,
        ValidateEvery = ValidateEvery,
        Patience = Patience,
        Seed = Seed,
        CheckpointPath = CheckpointPath,
        CheckpointEvery = CheckpointEvery,
        LossScaling = Precision == NumericPrecision.Float16 ? new LossScaling() : null,
        Progress = Progress,
    };
}
