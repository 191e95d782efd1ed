namespace CtVlm.MLNet;

/// <summary>What came of one strategy.</summary>
public sealed class StrategyRunDetail
{
    internal StrategyRunDetail(StrategyTrial trial, StrategyRunStatus status)
    {
        Trial = trial;
        Status = status;
    }

    /// <summary>Which strategy.</summary>
    public StrategyTrial Trial { get; }

    /// <summary>The strategy.</summary>
    public EmbeddingStrategy Strategy => Trial.Strategy;

    /// <summary>What became of it.</summary>
    public StrategyRunStatus Status { get; }

    /// <summary>The folds it has run on, in order.</summary>
    public IReadOnlyList<StrategyFoldResult> Folds { get; internal init; } = [];

    /// <summary>What it says of each row of those folds, in the order of the data.</summary>
    public IReadOnlyList<StrategyPrediction> Predictions { get; internal init; } = [];

    /// <summary>Agreement of predicted and actual classes over all those rows together; null where it ran on no fold.</summary>
    public ClinicalClassificationMetrics? ValidationMetrics { get; internal init; }

    /// <summary>Text-to-image retrieval over those rows; null where it is not measured: no report column, no text tower, or pooled vectors that are not as wide as the text's.</summary>
    public StrategyRetrieval? Retrieval { get; internal init; }

    /// <summary>The experiment's metric over all those rows together; NaN where it is not defined.</summary>
    public double Metric { get; internal init; } = double.NaN;

    /// <summary>Standard error of the metric: standard deviation over the folds, divided by the square root of their number; NaN with fewer than two folds.</summary>
    public double StandardError { get; internal init; } = double.NaN;

    /// <summary>Time of all fits and scoring, embedding not counted, in seconds.</summary>
    public double RuntimeInSeconds => Folds.Sum(f => f.RuntimeInSeconds);

    /// <summary>
    /// Why it failed; null where it did not: the type of the failure, with its message where this package wrote it. Messages of trainers and encoders are left out, for they may
    /// name files or patients.
    /// </summary>
    public string? ErrorMessage { get; internal init; }

    /// <summary>The failure itself; null where there is none, or it is of an earlier run that a checkpoint kept. Its message may name files or patients: it is never written or logged.</summary>
    public Exception? Failure { get; internal init; }
}
