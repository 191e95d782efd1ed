namespace CtVlm.MLNet;

/// <summary>Areas under ROC curves of more than two classes.</summary>
internal static class MulticlassAuroc
{
    /// <summary>Each class against the rest by its own score, K values; NaN where a class is absent, alone, or without a score of the model.</summary>
    public static double[] OneVsRest(ScoredRows rows)
    {
        double[] areas = new double[rows.Classes];
        double[] scores = new double[rows.Count];
        bool[] positive = new bool[rows.Count];
        for (int k = 0; k < areas.Length; k++)
        {
            rows.CopyScores(k, scores);
            rows.MarkActual(k, positive);
            areas[k] = rows.IsScored(k) ? Auroc.InPlace(scores, positive) : double.NaN;
        }

        return areas;
    }

    /// <summary>
    /// Each pair a &lt; b on the rows of the two: mean of the area of a by score a and of b by score b. In the order (0,1), (0,2), .., (1,2), ..;
    /// the weight is the pair's share of all rows.
    /// </summary>
    /// <remarks><b>Source:</b> Hand and Till, Machine Learning 45 (2001), 171-186.</remarks>
    public static IReadOnlyList<(int First, int Second, double Area, double Weight)> OneVsOne(ScoredRows rows)
    {
        int[][] members = [.. Enumerable.Range(0, rows.Classes).Select(rows.RowsOf)];
        List<(int First, int Second, double Area, double Weight)> pairs = [];
        for (int a = 0; a < rows.Classes; a++)
        {
            for (int b = a + 1; b < rows.Classes; b++)
            {
                double area = rows.IsScored(a) && rows.IsScored(b)
                    ? (Between(rows, members[a], members[b], a) + Between(rows, members[b], members[a], b)) / 2
                    : double.NaN;
                pairs.Add((a, b, area, (double)(members[a].Length + members[b].Length) / rows.Count));
            }
        }

        return pairs;
    }

    private static double Between(ScoredRows rows, int[] positives, int[] negatives, int score)
    {
        double[] scores = new double[positives.Length + negatives.Length];
        bool[] positive = new bool[scores.Length];
        for (int i = 0; i < scores.Length; i++)
        {
            positive[i] = i < positives.Length;
            scores[i] = rows.ScoresOf(positive[i] ? positives[i] : negatives[i - positives.Length])[score];
        }

        return Auroc.InPlace(scores, positive);
    }
}
