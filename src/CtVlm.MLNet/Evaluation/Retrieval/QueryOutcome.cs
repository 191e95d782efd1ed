namespace CtVlm.MLNet;

/// <summary>What came of one query.</summary>
/// <param name="Row">Its row among those held.</param>
/// <param name="Figures">Its figures; null where nothing is relevant.</param>
/// <param name="Graded">Its graded figures; null where there are none, or nothing has a gain.</param>
internal sealed record QueryOutcome(int Row, QueryFigures? Figures, GradedFigures? Graded);
