namespace CtVlm.MLNet;

/// <summary>That a column tells the label without exception.</summary>
/// <param name="LogProbability">Logarithm of a bound of the probability that a column unrelated to the label does so.</param>
/// <param name="Covered">Rows of both sides whose label is told.</param>
internal sealed record RevealEvidence(double LogProbability, IEnumerable<int> Covered);
