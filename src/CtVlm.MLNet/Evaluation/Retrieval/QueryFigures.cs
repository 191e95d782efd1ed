namespace CtVlm.MLNet;

/// <summary>All figures of one query that has a relevant candidate.</summary>
internal sealed class QueryFigures
{
    /// <summary>Computes them.</summary>
    /// <param name="ranking">Where the relevant candidates stand.</param>
    /// <param name="cutoffs">The k, each 1 or more.</param>
    /// <param name="discounts">Up to the largest k.</param>
    public QueryFigures(Ranking ranking, IReadOnlyList<int> cutoffs, Discounts discounts)
    {
        Candidates = ranking.Candidates;
        Positives = ranking.Positives;
        ExpectedRank = RankArithmetic.ExpectedRank(ranking);
        OptimisticRank = RankArithmetic.OptimisticRank(ranking);
        PessimisticRank = RankArithmetic.PessimisticRank(ranking);
        ReciprocalRank = RankArithmetic.ReciprocalRank(ranking);
        AveragePrecision = RankArithmetic.AveragePrecision(ranking);
        RPrecision = CutoffArithmetic.Recall(ranking, ranking.Positives);
        Hits = [.. cutoffs.Select(k => CutoffArithmetic.Hit(ranking, k))];
        Recalls = [.. cutoffs.Select(k => CutoffArithmetic.Recall(ranking, k))];
        Ndcgs = [.. cutoffs.Select(k => CutoffArithmetic.Ndcg(ranking, k, discounts))];
    }

    /// <summary>N of this query.</summary>
    public int Candidates { get; }

    /// <summary>m of this query.</summary>
    public int Positives { get; }

    /// <summary>Mean rank of the best relevant candidate over the orders of ties.</summary>
    public double ExpectedRank { get; }

    /// <summary>Its rank with relevant ones first among ties.</summary>
    public int OptimisticRank { get; }

    /// <summary>Its rank with relevant ones last among ties.</summary>
    public int PessimisticRank { get; }

    /// <summary>Reciprocal rank.</summary>
    public TiedFigure ReciprocalRank { get; }

    /// <summary>Average precision.</summary>
    public TiedFigure AveragePrecision { get; }

    /// <summary>R-precision.</summary>
    public TiedFigure RPrecision { get; }

    /// <summary>Hit at each k.</summary>
    public IReadOnlyList<TiedFigure> Hits { get; }

    /// <summary>Recall at each k.</summary>
    public IReadOnlyList<TiedFigure> Recalls { get; }

    /// <summary>nDCG at each k.</summary>
    public IReadOnlyList<TiedFigure> Ndcgs { get; }
}
