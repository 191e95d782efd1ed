namespace CtVlm.MLNet;

/// <summary>One fit: a strategy on a fold of a division of the rows.</summary>
/// <param name="Division">Number of the division, see <see cref="StrategyFolds.Number"/>.</param>
/// <param name="Trial">Number of the strategy.</param>
/// <param name="Fold">The fold that is tested on.</param>
internal readonly record struct StrategyUnit(int Division, int Trial, int Fold);
