namespace CtVlm.MLNet;

/// <summary>Rows to evaluate, all or one subgroup, with what must be said beside every metric.</summary>
/// <param name="Rows">At least one row.</param>
/// <param name="Axis">The classes.</param>
/// <param name="MissingLabelRows">Rows left out for want of a label.</param>
internal sealed record EvaluatedPart(ScoredRows Rows, ClassAxis Axis, long MissingLabelRows)
{
    /// <summary>Distinct patients; null where none are named.</summary>
    public int? Groups { get; } = Rows.Patients is { } patients ? patients.Max() + 1 : null;

    /// <summary>What must be said beside every metric.</summary>
    public EvaluationFrame Frame => new(Axis, Rows.Count, MissingLabelRows, Groups);

    /// <summary>Counts of actual against predicted classes.</summary>
    public ConfusionCounts Confusion { get; } = Rows.Confusion();

    /// <summary>Why the scores are no probabilities; null where they are.</summary>
    public string? NoProbabilities { get; } = ProbabilityScores.WhyNone(Rows);
}
