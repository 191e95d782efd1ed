namespace CtVlm.MLNet;

/// <summary>Hit, recall and nDCG of one query within the first k candidates. A k above N means N.</summary>
/// <remarks><b>Source:</b> definitions in README.md of this folder.</remarks>
internal static class CutoffArithmetic
{
    /// <summary>Whether a relevant candidate is among the first k.</summary>
    public static TiedFigure Hit(Ranking ranking, int k) => Hit(ranking.Groups[0], k);

    /// <summary>The same of the first tie that holds a relevant candidate.</summary>
    public static TiedFigure Hit(TieGroup first, int k)
    {
        int taken = Taken(first, k);
        double miss = 1;
        for (int i = 0; i < taken && miss > 0; i++)
        {
            miss *= (double)(first.Size - first.Positives - i) / (first.Size - i);
        }

        return new TiedFigure(1 - miss, RankArithmetic.PessimisticRank(first) <= k ? 1 : 0);
    }

    /// <summary>Share of the m relevant candidates among the first k; with k = m the R-precision.</summary>
    public static TiedFigure Recall(Ranking ranking, int k)
    {
        double expected = 0;
        int pessimistic = 0;
        foreach (TieGroup group in ranking.Groups)
        {
            int taken = Taken(group, k);
            expected += (double)taken * group.Positives / group.Size;
            pessimistic += Math.Max(0, taken - (group.Size - group.Positives));
        }

        return new TiedFigure(expected / ranking.Positives, (double)pessimistic / ranking.Positives);
    }

    /// <summary>Discounted gain among the first k, each relevant candidate a gain of 1, divided by that of min(m, k) ones on top.</summary>
    public static TiedFigure Ndcg(Ranking ranking, int k, Discounts discounts)
    {
        double expected = 0, pessimistic = 0;
        foreach (TieGroup group in ranking.Groups)
        {
            int taken = Taken(group, k);
            if (taken == 0)
            {
                break;
            }

            int end = group.Before + taken;
            expected += (discounts.SumTo(end) - discounts.SumTo(group.Before)) * group.Positives / group.Size;
            int others = group.Before + group.Size - group.Positives;
            pessimistic += end > others ? discounts.SumTo(end) - discounts.SumTo(others) : 0;
        }

        double ideal = discounts.SumTo(Math.Min(ranking.Positives, k));
        return new TiedFigure(expected / ideal, pessimistic / ideal);
    }

    private static int Taken(TieGroup group, int k) => Math.Clamp(k - group.Before, 0, group.Size);
}
