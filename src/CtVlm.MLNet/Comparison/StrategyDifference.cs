namespace CtVlm.MLNet;

/// <summary>The best strategy's metric less another one's, on the same rows.</summary>
/// <param name="TrialId">The other strategy.</param>
/// <param name="Difference">Best less other, in units of the metric; below 0 where lower is better.</param>
/// <param name="Lower">Lower end of the interval, corrected for the number of strategies compared.</param>
/// <param name="Upper">Upper end of it.</param>
/// <param name="Level">Level that the intervals have together.</param>
/// <param name="PValue">Two-sided, for no difference.</param>
/// <param name="AdjustedPValue">The same, corrected for the number of strategies compared.</param>
/// <param name="IsDistinguishable">Whether the corrected p-value is below 1 - level.</param>
/// <param name="Method">How interval and p-value were made.</param>
public sealed record StrategyDifference(
    int TrialId, double Difference, double Lower, double Upper, double Level, double PValue, double AdjustedPValue, bool IsDistinguishable, string Method);
