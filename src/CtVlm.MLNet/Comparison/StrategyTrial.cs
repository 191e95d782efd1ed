namespace CtVlm.MLNet;

/// <summary>A strategy in an experiment.</summary>
/// <param name="TrialId">Its number, from 0, in the order of the space; the same in every run.</param>
/// <param name="TrialCount">Number of strategies of the experiment.</param>
/// <param name="Strategy">The strategy.</param>
/// <param name="ShortName">Those of its choices in which the experiment's strategies differ.</param>
public sealed record StrategyTrial(int TrialId, int TrialCount, EmbeddingStrategy Strategy, string ShortName)
{
    /// <summary>Number, and what it is.</summary>
    /// <returns>A line for people.</returns>
    public override string ToString() => FormattableString.Invariant($"{TrialId + 1}/{TrialCount} {ShortName}");
}
