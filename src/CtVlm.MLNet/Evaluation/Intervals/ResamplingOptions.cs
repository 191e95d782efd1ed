namespace CtVlm.MLNet;

/// <summary>What intervals and comparisons have in common: the columns, the units that are drawn, how often and from which seed.</summary>
public abstract record ResamplingOptions
{
    private protected ResamplingOptions()
    {
    }

    /// <summary>Actual class: a key, or a number as for EvaluateClinical.</summary>
    /// <value>Label.</value>
    public string LabelColumnName { get; init; } = "Label";

    /// <summary>Whether rows without a label end the estimate, or are left out and counted.</summary>
    /// <value><see cref="MissingLabelPolicy.Throw"/>.</value>
    public MissingLabelPolicy MissingLabels { get; init; } = MissingLabelPolicy.Throw;

    /// <summary>Scores of the model: vector of Single of known size. Losses and cut-points need probabilities.</summary>
    /// <value>Score.</value>
    public string ScoreColumnName { get; init; } = "Score";

    /// <summary>Predicted class: a key, a number or text.</summary>
    /// <value>PredictedLabel.</value>
    public string PredictedLabelColumnName { get; init; } = "PredictedLabel";

    /// <summary>Patient of each row: text, key or integer. Patients are drawn with all their rows.</summary>
    /// <value>Null: then <see cref="RowsAreIndependent"/> must be set.</value>
    public string? PatientColumnName { get; init; }

    /// <summary>Says that no two rows are of one patient. Rows are drawn then; with several rows a patient, intervals would come out too short.</summary>
    /// <value>False.</value>
    public bool RowsAreIndependent { get; init; }

    /// <summary>Draws within strata of the units' highest actual class, so that rare classes do not vanish from resamples. The classes' shares count as fixed by design.</summary>
    /// <value>False.</value>
    public bool Stratified { get; init; }

    /// <summary>Confidence level, above 0 and below 1.</summary>
    /// <value>0.95.</value>
    public double ConfidenceLevel { get; init; } = IntervalDefaults.ConfidenceLevel;

    /// <summary>Resamples, 100 or more.</summary>
    /// <value>2000.</value>
    public int Resamples { get; init; } = IntervalDefaults.Resamples;

    /// <summary>Seed of all draws.</summary>
    /// <value>1.</value>
    public int Seed { get; init; } = IntervalDefaults.Seed;

    /// <summary>Names from <see cref="ClinicalMetricNames"/> to report, those of classes for every class.</summary>
    /// <value>Null: all.</value>
    public IReadOnlyList<string>? Metrics { get; init; }

    /// <summary>Threads at most, 1 or more. Results do not depend on it.</summary>
    /// <value>Null: as many as there are.</value>
    public int? MaxDegreeOfParallelism { get; init; }

    /// <summary>For Parallel.</summary>
    internal int Threads => MaxDegreeOfParallelism ?? -1;

    /// <summary>Whether a metric is to be reported.</summary>
    internal bool Wants(ResampledMetric metric) => Metrics is null || Metrics.Contains(metric.Name, StringComparer.Ordinal);

    /// <summary>Every option is in range.</summary>
    /// <param name="verb">For the message.</param>
    /// <param name="fault">A fault of the derived options; null for none.</param>
    /// <exception cref="ArgumentException">Some are not; the message lists them all.</exception>
    private protected void Check(string verb, string? fault)
    {
        List<string> faults = fault is null ? [] : [fault];
        Require(faults, !string.IsNullOrEmpty(LabelColumnName), $"{nameof(LabelColumnName)} must name a column");
        Require(faults, !string.IsNullOrEmpty(ScoreColumnName), $"{nameof(ScoreColumnName)} must name a column");
        Require(faults, !string.IsNullOrEmpty(PredictedLabelColumnName), $"{nameof(PredictedLabelColumnName)} must name a column");
        Require(
            faults,
            string.IsNullOrEmpty(PatientColumnName) == RowsAreIndependent,
            $"one of {nameof(PatientColumnName)} and {nameof(RowsAreIndependent)} must be set, got {(RowsAreIndependent ? "both" : "neither")}: name the column that tells patients apart, or say that each row is a patient of its own");
        Require(faults, ConfidenceLevel is > 0 and < 1, $"{nameof(ConfidenceLevel)} must be above 0 and below 1, got {ConfidenceLevel}");
        Require(faults, Resamples >= 100, $"{nameof(Resamples)} must be 100 or more, got {Resamples}");
        Require(faults, MaxDegreeOfParallelism is null or >= 1, $"{nameof(MaxDegreeOfParallelism)} must be 1 or more, got {MaxDegreeOfParallelism}");
        foreach (string? name in Metrics ?? [])
        {
            Require(
                faults,
                MetricTable.Names.Contains(name, StringComparer.Ordinal),
                $"{nameof(Metrics)} holds '{name}', expected some of {string.Join(", ", MetricTable.Names)}");
        }

        if (faults.Count > 0)
        {
            throw new ArgumentException($"{verb}: {string.Join("; ", faults)}.");
        }
    }

    private static void Require(List<string> faults, bool holds, FormattableString fault)
    {
        if (!holds)
        {
            faults.Add(FormattableString.Invariant(fault));
        }
    }
}
