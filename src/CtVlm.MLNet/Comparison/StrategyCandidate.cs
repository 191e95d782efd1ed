namespace CtVlm.MLNet;

/// <summary>A strategy's standing.</summary>
/// <param name="Trial">Its number.</param>
/// <param name="Gain">Its metric, or the negative of one where lower is better.</param>
/// <param name="StandardError">Standard error of it, 0 where unknown.</param>
/// <param name="Complexity">How simple it is.</param>
internal sealed record StrategyCandidate(int Trial, double Gain, double StandardError, StrategyComplexity Complexity);
