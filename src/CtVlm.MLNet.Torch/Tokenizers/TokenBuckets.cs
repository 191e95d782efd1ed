namespace CtVlm.MLNet.Torch;

/// <summary>Groups texts of like lengths, so that little of a batch is padding and no batch is large.</summary>
internal static class TokenBuckets
{
    /// <summary>Most tokens of a group, padding included, unless one text alone has more: what they are computed in still fits a processor's caches.</summary>
    public const int MaximumTokens = 4096;

    // A text joins a group that it makes longer by no more than this share of the shortest, or by this many tokens.
    private const double Slack = 1.25;
    private const int SlackTokens = 8;

    /// <summary>Plans the groups.</summary>
    /// <param name="lengths">Number of tokens of each text.</param>
    /// <returns>The texts' indices, each once: shorter texts first, equal ones in their own order.</returns>
    public static IReadOnlyList<int[]> Plan(IReadOnlyList<int> lengths)
    {
        int[] order = [.. Enumerable.Range(0, lengths.Count).OrderBy(i => lengths[i])];
        List<int[]> groups = [];
        int start = 0;
        for (int end = 1; end <= order.Length; end++)
        {
            if (end == order.Length || !Fits(lengths[order[start]], lengths[order[end]], end - start + 1))
            {
                groups.Add(order[start..end]);
                start = end;
            }
        }

        return groups;
    }

    private static bool Fits(int shortest, int longest, int count) =>
        (long)longest * count <= MaximumTokens && longest <= Math.Max(shortest * Slack, shortest + SlackTokens);
}
