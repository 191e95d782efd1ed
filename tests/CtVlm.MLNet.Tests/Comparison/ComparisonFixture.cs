using CtVlm.MLNet.Probe;
using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>What the tests of comparisons share: a synthetic cohort, a counting encoder, settings.</summary>
internal sealed class ComparisonFixture
{
    public const int Patients = 18;
    public const int Rows = 2 * Patients;
    public const int SlicesPerSeries = 2;

    public ComparisonFixture(CtRuntimeOptions? runtime = null) =>
        Ml.ConfigureCtVlm((runtime ?? new CtRuntimeOptions()) with { Cache = runtime?.Cache ?? EmbeddingCache.None });

    public MLContext Ml { get; } = new(seed: 1);

    public CountingEncoder Counter { get; init; } = new();

    public RecordingMonitor Monitor { get; } = new();

    public IDataView Data => SyntheticCohort.View(Ml, Patients);

    /// <summary>Settings with a few folds and the fixture's monitor.</summary>
    public StrategyExperimentSettings Settings(params EmbeddingStrategy[] strategies) => new()
    {
        Space = StrategySpace.Of(strategies),
        LabelColumnName = "Severity",
        PatientColumnName = "PatientId",
        Folds = 3,
        NestedFolds = 0,
        Resamples = 200,
        Monitor = Monitor,
        RefitsBest = false,
    };

    /// <summary>A strategy of the counting encoder.</summary>
    public EmbeddingStrategy Strategy(StrategyTrainer? trainer = null, EmbeddingProjection? projection = null, SlicePooling? pooling = null, CtRendering? rendering = null) => new()
    {
        Encoder = _encoder ??= Counter.ToEncoder(),
        Rendering = rendering ?? CtRendering.EnterographyRgb(SliceSelection.Uniform(SlicesPerSeries)),
        Pooling = pooling ?? SlicePooling.Mean(),
        Projection = projection ?? EmbeddingProjection.Standardizing(),
        Trainer = trainer ?? StrategyTrainer.LbfgsMaximumEntropy(),
    };

    public StrategyExperimentResult Run(StrategyExperimentSettings settings) => Run(settings, Data);

    public StrategyExperimentResult Run(StrategyExperimentSettings settings, IDataView data, IEstimator<ITransformer>? preFeaturizer = null) =>
        Ml.CtVlm().CreateStrategyExperiment(settings).SetDataset(data, preFeaturizer).Run(TestContext.Current.CancellationToken);

    public StrategyExperimentResult RunUntil(StrategyExperimentSettings settings, CancellationToken token) =>
        Ml.CtVlm().CreateStrategyExperiment(settings).SetDataset(Data).Run(token);

    private VlmEncoder? _encoder;
}
