namespace CtVlm.MLNet;

/// <summary>One leak. Rows are told by number, from 0 in the view given; nothing of their content is kept.</summary>
public sealed record CtLeakFinding
{
    /// <summary>What leaks.</summary>
    public required CtLeakKind Kind { get; init; }

    /// <summary>The column, a value of a vector as <c>Features[3]</c>, or the name of the fitted step.</summary>
    public required string Column { get; init; }

    /// <summary>Training rows concerned; of folds, rows that share something with another fold.</summary>
    public required int TrainRows { get; init; }

    /// <summary>Test rows concerned; of folds, the same rows as <see cref="TrainRows"/>.</summary>
    public required int TestRows { get; init; }

    /// <summary>The first of the training rows, at most <see cref="CtLeakOptions.MaxListedRows"/>.</summary>
    public required IReadOnlyList<int> TrainRowNumbers { get; init; }

    /// <summary>The first of the test rows, at most <see cref="CtLeakOptions.MaxListedRows"/>.</summary>
    public required IReadOnlyList<int> TestRowNumbers { get; init; }

    /// <summary>How it was found, in a sentence.</summary>
    public required string Description { get; init; }
}
