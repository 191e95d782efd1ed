namespace CtVlm.MLNet;

/// <summary>What all figures of a query rest on: where its relevant candidates stand among N, ties told apart from order.</summary>
internal sealed class Ranking
{
    private Ranking(int candidates, int positives, TieGroup[] groups)
    {
        Candidates = candidates;
        Positives = positives;
        Groups = groups;
    }

    /// <summary>N, at least 1.</summary>
    public int Candidates { get; }

    /// <summary>m, 1 to N.</summary>
    public int Positives { get; }

    /// <summary>The groups that hold a relevant candidate, by falling similarity.</summary>
    public IReadOnlyList<TieGroup> Groups { get; }

    /// <summary>Of N candidates all tied: the figures of this ranking are the random level.</summary>
    public static Ranking OfAllTied(int candidates, int positives) => new(candidates, positives, [new TieGroup(0, candidates, positives)]);

    /// <summary>Ranks candidates without sorting them: counted against the relevant ones only.</summary>
    /// <param name="similarities">Similarity of each candidate to the query; negative infinity where it is no candidate of this query.</param>
    /// <param name="positives">Positions of the relevant ones, at least one, each once, none of negative infinity.</param>
    /// <param name="excluded">How many similarities are negative infinity.</param>
    public static Ranking Create(ReadOnlySpan<float> similarities, ReadOnlySpan<int> positives, int excluded = 0)
    {
        float[] sorted = new float[positives.Length];
        for (int i = 0; i < sorted.Length; i++)
        {
            sorted[i] = -similarities[positives[i]];
        }

        Array.Sort(sorted);
        List<float> levels = [];
        List<int> found = [];
        foreach (float negated in sorted)
        {
            if (levels.Count > 0 && levels[^1] == -negated)
            {
                found[^1]++;
                continue;
            }

            levels.Add(-negated);
            found.Add(1);
        }

        return new Ranking(similarities.Length - excluded, positives.Length, Count(similarities, [.. levels], found));
    }

    private static TieGroup[] Count(ReadOnlySpan<float> similarities, float[] levels, List<int> found)
    {
        int[] above = new int[levels.Length + 1];
        int[] equal = new int[levels.Length + 1];
        foreach (float similarity in similarities)
        {
            int level = FirstAtMost(levels, similarity);
            if (level < levels.Length && levels[level] == similarity)
            {
                equal[level]++;
            }
            else
            {
                above[level]++;
            }
        }

        TieGroup[] groups = new TieGroup[levels.Length];
        int before = 0;
        for (int level = 0; level < groups.Length; level++)
        {
            before += above[level];
            groups[level] = new TieGroup(before, equal[level], found[level]);
            before += equal[level];
        }

        return groups;
    }

    // Levels fall; the first one that the similarity reaches.
    private static int FirstAtMost(float[] levels, float similarity)
    {
        int low = 0, high = levels.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (levels[middle] <= similarity)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}
