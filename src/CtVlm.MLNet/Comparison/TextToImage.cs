using System.Numerics.Tensors;

namespace CtVlm.MLNet;

/// <summary>Ranks images by their cosine to reports.</summary>
/// <remarks><b>Source:</b> see <see cref="StrategyRetrieval"/>.</remarks>
internal static class TextToImage
{
    /// <summary>1 / rank of the best-ranked image of each row's report; NaN for a row without report.</summary>
    /// <param name="features">Images and reports in one space.</param>
    /// <param name="reports">The reports: equal ones have their images in common.</param>
    /// <param name="rows">The rows that compete.</param>
    public static float[] Rank(FoldFeatures features, string[] reports, int[] rows) => [.. rows.Select(row => Rank(features, reports, rows, row))];

    /// <summary>What was ranked, summed up.</summary>
    /// <param name="ranked">1 / rank, and the expectation of it in a random order, of each report.</param>
    public static StrategyRetrieval Summarize(IReadOnlyList<(float ReciprocalRank, double Chance)> ranked) => new(
        ranked.Count,
        ranked.Average(r => (double)r.ReciprocalRank),
        Share(ranked, 1),
        Share(ranked, 5),
        ranked.Average(r => r.Chance));

    /// <summary>Expected 1 / rank of the best of m among n in a random order.</summary>
    public static double Chance(int n, int m) => RankArithmetic.ReciprocalRank(Ranking.OfAllTied(n, m)).Expected;

    private static float Rank(FoldFeatures features, string[] reports, int[] rows, int query)
    {
        if (features.Texts![query] is not { } text)
        {
            return float.NaN;
        }

        double own = double.NegativeInfinity;
        List<double> others = [];
        foreach (int row in rows)
        {
            double cosine = Cosine(text, features.Vectors[row]!);
            if (row == query || string.Equals(reports[row], reports[query], StringComparison.Ordinal))
            {
                own = Math.Max(own, cosine);
            }
            else
            {
                others.Add(cosine);
            }
        }

        return 1f / (1 + others.Count(cosine => cosine >= own));
    }

    // A zero vector is as far from all as can be.
    private static double Cosine(float[] a, float[] b)
    {
        float cosine = TensorPrimitives.CosineSimilarity<float>(a, b);
        return float.IsNaN(cosine) ? -1 : cosine;
    }

    private static double Share(IReadOnlyList<(float ReciprocalRank, double Chance)> ranked, int first) =>
        ranked.Count(r => r.ReciprocalRank >= 1f / first) / (double)ranked.Count;
}
