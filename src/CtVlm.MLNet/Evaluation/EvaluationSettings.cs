namespace CtVlm.MLNet;

/// <summary>The choices that definitions leave open, in one place.</summary>
internal sealed record EvaluationSettings
{
    /// <summary>The choices of every evaluation.</summary>
    public static EvaluationSettings Default { get; } = new();

    /// <summary>Most scores (rows times classes) held in memory, 8 bytes each: 2 GiB.</summary>
    public long MaxScores { get; init; } = 1L << 28;

    /// <summary>What happens to rows without a label.</summary>
    public MissingLabelPolicy MissingLabels { get; init; } = MissingLabelPolicy.Throw;

    /// <summary>Whether rows that are no probabilities among rows of which at least half are end the evaluation; else what needs probabilities is undefined.</summary>
    public bool RefusesMixedScores { get; init; } = true;

    /// <summary>Most subgroups: more are an identifier, and a table nobody reads.</summary>
    public int MaxSubgroups { get; init; } = 100;

    /// <summary>Bins of a reliability diagram.</summary>
    public int Bins { get; init; } = 10;

    /// <summary>Targets at which sensitivity is reported.</summary>
    public IReadOnlyList<double> Specificities { get; init; } = [0.8, 0.9, 0.95];

    /// <summary>Thresholds of the decision curve.</summary>
    public IReadOnlyList<double> DecisionThresholds { get; init; } = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
}
