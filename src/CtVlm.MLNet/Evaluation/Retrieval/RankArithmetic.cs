namespace CtVlm.MLNet;

/// <summary>Ranks, reciprocal rank and average precision of one query.</summary>
/// <remarks>
/// <b>Source:</b> McSherry and Najork, Computing information retrieval performance measures efficiently in the presence of tied scores, ECIR 2008;
/// definitions in README.md of this folder.
/// </remarks>
internal static class RankArithmetic
{
    /// <summary>Mean rank of the best relevant candidate over the orders of ties.</summary>
    public static double ExpectedRank(Ranking ranking)
    {
        TieGroup first = ranking.Groups[0];
        return first.Before + ((first.Size + 1.0) / (first.Positives + 1.0));
    }

    /// <summary>Its rank where relevant ones come first among ties.</summary>
    public static int OptimisticRank(Ranking ranking) => ranking.Groups[0].Before + 1;

    /// <summary>Its rank where relevant ones come last among ties.</summary>
    public static int PessimisticRank(Ranking ranking) => PessimisticRank(ranking.Groups[0]);

    /// <summary>The same of the first tie that holds a relevant candidate.</summary>
    public static int PessimisticRank(TieGroup first) => first.Before + first.Size - first.Positives + 1;

    /// <summary>Reciprocal rank of the best relevant candidate.</summary>
    public static TiedFigure ReciprocalRank(Ranking ranking) => ReciprocalRank(ranking.Groups[0]);

    /// <summary>The same of the first tie that holds a relevant candidate.</summary>
    public static TiedFigure ReciprocalRank(TieGroup first)
    {
        double sum = 0;

        // C(t - r, p - 1) / C(t, p), the chance that the first relevant one is the r-th of its tie, from one r to the next.
        double chance = (double)first.Positives / first.Size;
        for (int r = 1; r <= first.Size - first.Positives + 1; r++)
        {
            sum += chance / (first.Before + r);
            chance *= (double)(first.Size - r - first.Positives + 1) / (first.Size - r);
        }

        return new TiedFigure(sum, 1.0 / PessimisticRank(first));
    }

    /// <summary>Mean of the precisions at the relevant candidates.</summary>
    public static TiedFigure AveragePrecision(Ranking ranking)
    {
        double expected = 0, pessimistic = 0;
        int found = 0;
        foreach (TieGroup group in ranking.Groups)
        {
            expected += ExpectedPrecisions(group, found);
            for (int i = 1; i <= group.Positives; i++)
            {
                pessimistic += (double)(found + i) / (group.Before + group.Size - group.Positives + i);
            }

            found += group.Positives;
        }

        return new TiedFigure(expected / ranking.Positives, pessimistic / ranking.Positives);
    }

    // Given that the i-th of the tie is relevant, (i - 1)(p - 1) / (t - 1) of those before it in the tie are.
    private static double ExpectedPrecisions(TieGroup group, int found)
    {
        double others = group.Size == 1 ? 0 : (group.Positives - 1.0) / (group.Size - 1.0);
        double sum = 0;
        for (int i = 1; i <= group.Size; i++)
        {
            sum += (found + 1 + ((i - 1) * others)) / (group.Before + i);
        }

        return sum * group.Positives / group.Size;
    }
}
