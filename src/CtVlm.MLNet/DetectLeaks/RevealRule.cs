namespace CtVlm.MLNet;

/// <summary>A way in which a column may reveal the label.</summary>
/// <param name="suspect">The column.</param>
/// <param name="train">Rows to learn from, all with a value and a label.</param>
/// <param name="test">Rows to check, all with a value and a label.</param>
/// <returns>The evidence; null where it does not hold.</returns>
internal delegate RevealEvidence? RevealRule(SuspectColumn suspect, int[] train, int[] test);
