namespace CtVlm.MLNet;

/// <summary>Settings of a <see cref="StrategyExperiment"/>.</summary>
public sealed record StrategyExperimentSettings
{
    /// <summary>The strategies.</summary>
    public required StrategySpace Space { get; init; }

    /// <summary>Whose series a row is: text, a key or a whole number. No patient is both trained on and tested on. Mandatory, unless <see cref="RowsAreIndependent"/>.</summary>
    public string? PatientColumnName { get; init; }

    /// <summary>Says that every row is a patient of its own, in place of <see cref="PatientColumnName"/>.</summary>
    /// <value>False.</value>
    public bool RowsAreIndependent { get; init; }

    /// <summary>The class: key, text, Boolean or number. Rows without one are left out and counted.</summary>
    /// <value>"Label".</value>
    public string LabelColumnName { get; init; } = "Label";

    /// <summary>The column of volumes, after the prefeaturizer of the run where there is one.</summary>
    /// <value>"Volume".</value>
    public string VolumeColumnName { get; init; } = "Volume";

    /// <summary>The reports, text, for text-to-image retrieval with encoders that have a text tower.</summary>
    /// <value>Null: retrieval is not measured.</value>
    public string? ReportColumnName { get; init; }

    /// <summary>The name under which projections that need the other modality find the reports' embeddings.</summary>
    /// <value>"ReportEmbedding".</value>
    public string ReportEmbeddingColumnName { get; init; } = "ReportEmbedding";

    /// <summary>Columns of the data that are no features, such as another form of the class: whether they give the class away is not judged.</summary>
    /// <value>None. Every other column is judged, for what is learnt from it later would be worthless; see DetectLeaks/README.md.</value>
    public IReadOnlyList<string> IgnoredColumns { get; init; } = [];

    /// <summary>Number of folds, 2 or more: stratified by class, no patient in two.</summary>
    /// <value>5.</value>
    public int Folds { get; init; } = 5;

    /// <summary>Folds inside each fold's training rows, by which choosing the best is itself tested; 2 or more, or 0 for no such test.</summary>
    /// <value>3. It is done where there is more than one strategy to choose from, and costs this many further fits for each fold of each strategy.</value>
    public int NestedFolds { get; init; } = 3;

    /// <summary>Which strategies are run.</summary>
    /// <value>All, on all folds.</value>
    public StrategyTuner Tuner { get; init; } = StrategyTuner.Grid();

    /// <summary>By what they are ranked.</summary>
    /// <value>Macro F1.</value>
    public StrategyMetric Metric { get; init; } = StrategyMetric.MacroF1;

    /// <summary>Seed of the folds, the draws, the trainers and the intervals.</summary>
    /// <value>1.</value>
    public int Seed { get; init; } = 1;

    /// <summary>What happens to a row whose series cannot be embedded.</summary>
    /// <value><see cref="SeriesErrorPolicy.Throw"/>. With the others it is left out of all strategies and counted.</value>
    public SeriesErrorPolicy OnError { get; init; } = SeriesErrorPolicy.Throw;

    /// <summary>A folder where finished fits are kept, so that a run that was stopped goes on where it was. Holds scores and row numbers, no identity.</summary>
    /// <value>Null: none.</value>
    public string? CheckpointFolder { get; init; }

    /// <summary>Told of every strategy.</summary>
    /// <value>Null: nobody is.</value>
    public IStrategyMonitor? Monitor { get; init; }

    /// <summary>The longest time that embedding and fitting may take, above 0; what is finished by then is the result.</summary>
    /// <value>Null: no limit.</value>
    public TimeSpan? MaxExperimentTime { get; init; }

    /// <summary>The most memory that the process may use before the run ends with what is finished, in MB, above 0.</summary>
    /// <value>Null: no limit.</value>
    public double? MaximumMemoryUsageInMegaByte { get; init; }

    /// <summary>Fits at once, 1 or more; results do not depend on it.</summary>
    /// <value>1.</value>
    public int MaxParallelFits { get; init; } = 1;

    /// <summary>Level of intervals, above 0 and below 1.</summary>
    /// <value>0.95.</value>
    public double ConfidenceLevel { get; init; } = 0.95;

    /// <summary>Resamples of the bootstrap behind paired differences, 100 or more.</summary>
    /// <value>2000.</value>
    public int Resamples { get; init; } = 2000;

    /// <summary>Whether the recommended strategy is fitted on all rows at the end.</summary>
    /// <value>True.</value>
    public bool RefitsBest { get; init; } = true;

    /// <summary>Every rule that is broken, in words.</summary>
    internal IEnumerable<string> FindFaults()
    {
        (bool IsWrong, string Message)[] rules =
        [
            (PatientColumnName is null && !RowsAreIndependent, "PatientColumnName is not set: folds must not cut a patient. Name the column, or set RowsAreIndependent where every row is a patient of its own"),
            (PatientColumnName is not null && RowsAreIndependent, "PatientColumnName is set, and RowsAreIndependent too: choose one"),
            (string.IsNullOrEmpty(LabelColumnName), "LabelColumnName is empty"),
            (string.IsNullOrEmpty(VolumeColumnName), "VolumeColumnName is empty"),
            (string.IsNullOrEmpty(ReportEmbeddingColumnName), "ReportEmbeddingColumnName is empty"),
            (IgnoredColumns is null, "IgnoredColumns is null"),
            (Folds < 2, FormattableString.Invariant($"Folds is {Folds}, 2 or more expected")),
            (NestedFolds is < 0 or 1, FormattableString.Invariant($"NestedFolds is {NestedFolds}, 0, or 2 or more expected")),
            (!Enum.IsDefined(Metric), $"Metric is {Metric}, which is none"),
            (!Enum.IsDefined(OnError), $"OnError is {OnError}, which is none"),
            (Metric == StrategyMetric.TextToImageMrr && ReportColumnName is null, "Metric is TextToImageMrr, but ReportColumnName is not set"),
            (MaxExperimentTime is { } time && time <= TimeSpan.Zero, "MaxExperimentTime is not above 0"),
            (MaximumMemoryUsageInMegaByte is { } memory && !(memory > 0), "MaximumMemoryUsageInMegaByte is not above 0"),
            (MaxParallelFits < 1, FormattableString.Invariant($"MaxParallelFits is {MaxParallelFits}, 1 or more expected")),
            (!(ConfidenceLevel is > 0 and < 1), FormattableString.Invariant($"ConfidenceLevel is {ConfidenceLevel}, above 0 and below 1 expected")),
            (Resamples < 100, FormattableString.Invariant($"Resamples is {Resamples}, 100 or more expected")),
        ];
        return rules.Where(rule => rule.IsWrong).Select(rule => rule.Message);
    }
}
