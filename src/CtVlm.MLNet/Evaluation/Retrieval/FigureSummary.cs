namespace CtVlm.MLNet;

/// <summary>From the figures of queries to those of all queries.</summary>
internal static class FigureSummary
{
    /// <summary>Mean; NaN of nothing.</summary>
    public static double Mean(IReadOnlyCollection<double> values) => values.Count == 0 ? double.NaN : values.Sum() / values.Count;

    /// <summary>Median, the mean of the middle two of an even number; NaN of nothing.</summary>
    public static double Median(IReadOnlyCollection<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>A mean of tied figures beside that of their random levels.</summary>
    public static RetrievalFigure OfTied(
        string name, IReadOnlyCollection<QueryFigures> queries, IReadOnlyCollection<QueryFigures> levels, Func<QueryFigures, TiedFigure> select, RetrievalInterval? interval = null) =>
        new(name, Mean([.. queries.Select(q => select(q).Expected)]), Mean([.. queries.Select(q => select(q).Pessimistic)]), Mean([.. levels.Select(q => select(q).Expected)]), interval);

    /// <summary>A mean or median of ranks beside that of their random levels.</summary>
    public static RetrievalFigure OfRanks(
        string name, IReadOnlyCollection<QueryFigures> queries, IReadOnlyCollection<QueryFigures> levels, Func<IReadOnlyCollection<double>, double> combine, Func<double, double> convert) =>
        new(
            name,
            combine([.. queries.Select(q => convert(q.ExpectedRank))]),
            combine([.. queries.Select(q => convert(q.PessimisticRank))]),
            combine([.. levels.Select(q => convert(q.ExpectedRank))]));
}
