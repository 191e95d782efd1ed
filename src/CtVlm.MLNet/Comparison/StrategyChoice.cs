namespace CtVlm.MLNet;

/// <summary>The best strategy, and the simplest one that is as good within one standard error.</summary>
/// <remarks><b>Source:</b> Breiman, Friedman, Olshen and Stone, Classification and Regression Trees, 1984, section 3.4.3 (the one-standard-error rule).</remarks>
internal sealed record StrategyChoice(StrategyCandidate Best, StrategyCandidate Recommended)
{
    /// <summary>Chooses; null where there is nothing to choose from.</summary>
    public static StrategyChoice? Recommend(IEnumerable<StrategyCandidate> candidates)
    {
        StrategyCandidate[] all = [.. candidates.OrderByDescending(c => c.Gain).ThenBy(c => c.Trial)];
        if (all.Length == 0)
        {
            return null;
        }

        StrategyCandidate best = all[0];
        StrategyCandidate simplest = all.Where(c => c.Gain >= best.Gain - best.StandardError).OrderBy(c => c.Complexity).ThenByDescending(c => c.Gain).ThenBy(c => c.Trial).First();
        return new StrategyChoice(best, simplest.Complexity < best.Complexity ? simplest : best);
    }
}
