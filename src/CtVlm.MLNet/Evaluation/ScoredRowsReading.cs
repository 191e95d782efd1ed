namespace CtVlm.MLNet;

/// <summary>What was read from a view of scored rows.</summary>
/// <param name="Rows">Rows with a label.</param>
/// <param name="MissingLabelRows">Rows left out because their label is missing.</param>
/// <param name="Patients">Identifier of each patient, by number, to compare two readings; null without a patient column.</param>
internal sealed record ScoredRowsReading(ScoredRows Rows, long MissingLabelRows, IReadOnlyList<string>? Patients);
