namespace CtVlm.MLNet;

/// <summary>What must be said beside every metric. Metrics keep this, not the rows: those are free once all is computed.</summary>
/// <param name="Axis">The classes.</param>
/// <param name="Count">Rows evaluated.</param>
/// <param name="MissingLabelRows">Rows left out for want of a label.</param>
/// <param name="Groups">Distinct patients; null where none are named.</param>
internal sealed record EvaluationFrame(ClassAxis Axis, long Count, long MissingLabelRows, int? Groups);
