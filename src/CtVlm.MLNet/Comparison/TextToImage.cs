namespace CtVlm.MLNet;

/// <summary>Ranks images by their cosine to reports, ties as EvaluateRetrieval counts them.</summary>
/// <remarks><b>Source:</b> see <see cref="StrategyRetrieval"/>.</remarks>
internal static class TextToImage
{
    /// <summary>Where the images of each row's report stand: the first tie that holds one; null for a row without report.</summary>
    /// <param name="features">Images and reports in one space.</param>
    /// <param name="reports">The reports: equal ones have their images in common.</param>
    /// <param name="rows">The rows that compete.</param>
    public static TieGroup?[] Rank(FoldFeatures features, string[] reports, int[] rows)
    {
        SimilarityBlocks images = new([.. rows.Select(row => features.Vectors[row]!)], RetrievalSimilarity.Cosine);
        return [.. rows.Select(row => features.Texts![row] is { } text ? Rank(images, text, [.. rows.Select(other => string.Equals(reports[other], reports[row], StringComparison.Ordinal))]) : (TieGroup?)null)];
    }

    /// <summary>What was ranked, summed up.</summary>
    /// <param name="ranked">Where the images of each report stand, and the expectation of 1 / rank in a random order.</param>
    public static StrategyRetrieval Summarize(IReadOnlyList<(TieGroup First, double Chance)> ranked) => new(
        ranked.Count,
        ranked.Average(r => ReciprocalRank(r.First)),
        ranked.Average(r => CutoffArithmetic.Hit(r.First, 1).Expected),
        ranked.Average(r => CutoffArithmetic.Hit(r.First, 5).Expected),
        ranked.Average(r => r.Chance));

    /// <summary>Mean of 1 / rank of the best-ranked image over the orders of ties.</summary>
    public static double ReciprocalRank(TieGroup first) => RankArithmetic.ReciprocalRank(first).Expected;

    /// <summary>Expected 1 / rank of the best of m among n in a random order.</summary>
    public static double Chance(int n, int m) => ReciprocalRank(new TieGroup(0, n, m));

    private static TieGroup Rank(SimilarityBlocks images, float[] text, bool[] isOwn)
    {
        float[] cosines = new float[isOwn.Length];
        images.Fill([text], [cosines]);
        for (int i = 0; i < cosines.Length; i++)
        {
            // A zero vector is as far from all as can be.
            cosines[i] = float.IsNaN(cosines[i]) ? -1 : cosines[i];
        }

        return Ranking.Create(cosines, [.. Enumerable.Range(0, isOwn.Length).Where(i => isOwn[i])]).Groups[0];
    }
}
