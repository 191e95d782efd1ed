namespace CtVlm.MLNet;

/// <summary>The figures of queries whose candidates are all tied: what a random order gives on average.</summary>
/// <param name="cutoffs">The k.</param>
internal sealed class RandomLevels(IReadOnlyList<int> cutoffs)
{
    private readonly Dictionary<(int Candidates, int Positives), QueryFigures> _known = [];
    private readonly Discounts _discounts = new(cutoffs.Max());

    /// <summary>The level of N candidates, m of them relevant.</summary>
    public QueryFigures Of(int candidates, int positives)
    {
        if (!_known.TryGetValue((candidates, positives), out QueryFigures? level))
        {
            level = new QueryFigures(Ranking.OfAllTied(candidates, positives), cutoffs, _discounts);
            _known.Add((candidates, positives), level);
        }

        return level;
    }
}
