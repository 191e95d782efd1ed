using Microsoft.ML;

namespace CtVlm.MLNet;

/// <summary>What an experiment found.</summary>
public sealed partial class StrategyExperimentResult
{
    internal StrategyExperimentResult()
    {
    }

    /// <summary>Every strategy, those that failed or were not run too, in the order of the space.</summary>
    public required IReadOnlyList<StrategyRunDetail> RunDetails { get; init; }

    /// <summary>The completed strategy with the best metric; the one listed first of several.</summary>
    public required StrategyRunDetail BestRun { get; init; }

    /// <summary>The simplest strategy whose metric is within one standard error of the best; it is the best itself where none is simpler.</summary>
    public required StrategyRunDetail RecommendedRun { get; init; }

    /// <summary>In plain words: what is best, whether that can be told from chance, what is recommended, and what the figures are worth.</summary>
    public required string Statement { get; init; }

    /// <summary>The best less each other completed strategy, in the order of the space; empty where the run was cancelled.</summary>
    public required IReadOnlyList<StrategyDifference> Differences { get; init; }

    /// <summary>The test of the choice itself; null where there was no choice, or no nested folds.</summary>
    public required NestedEstimate? Nested { get; init; }

    /// <summary>The recommended strategy, fitted on all rows: from the columns of the data to Score and PredictedLabel. Null where the run was cancelled, or no refit was asked for.</summary>
    public required ITransformer? Model { get; init; }

    /// <summary>The metric by which strategies are ranked.</summary>
    public required StrategyMetric Metric { get; init; }

    /// <summary>The K classes, in the order of scores.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>Number of folds.</summary>
    public required int Folds { get; init; }

    /// <summary>Rows that all strategies were tested on.</summary>
    public required int Rows { get; init; }

    /// <summary>Patients among them; null where rows are independent.</summary>
    public required int? Patients { get; init; }

    /// <summary>Rows left out because they have no label.</summary>
    public required int MissingLabelRows { get; init; }

    /// <summary>Rows left out because their series cannot be embedded.</summary>
    public required int FailedSeriesRows { get; init; }

    /// <summary>Passes over the series in this run: one for each encoder, rendering and embedding point, none for what came from the checkpoint.</summary>
    public required int EmbeddingPasses { get; init; }

    /// <summary>Time of those passes in seconds.</summary>
    public required double EmbeddingSeconds { get; init; }

    /// <summary>Why the run ended.</summary>
    public required StrategyStopReason StopReason { get; init; }

    /// <summary>
    /// What training rows know of test rows, as DetectLeaks finds it, rows by their number in the data; empty where nothing was found. Looked at: patients; study, frame of
    /// reference, series and pixels of each volume; bags; columns that give the class away; the rows that fits, nested choices and the prefeaturizer are made on.
    /// </summary>
    public required IReadOnlyList<CtLeakFinding> Leaks { get; init; }

    /// <summary>What the reader should know of the data before believing the figures; empty where nothing was found.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The strategies from best to worst: classification and retrieval side by side, and the statement.</summary>
    /// <returns>Lines separated by '\n', without a last one; numbers in invariant format.</returns>
    public string ToTable() => StrategyTable.Write(this);

    /// <summary>The same as <see cref="ToTable"/>.</summary>
    /// <returns>The table.</returns>
    public override string ToString() => ToTable();
}
