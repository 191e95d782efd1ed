namespace CtVlm.MLNet.Torch;

/// <summary>How the classes lie among the rows that have one.</summary>
public sealed record ClassFigures
{
    /// <summary>Mean silhouette of 1 - cosine, in [-1, 1]; a class of one row counts 0. <b>Source:</b> Rousseeuw 1987, as in scikit-learn.</summary>
    public required GeometryFigure SilhouetteCosine { get; init; }

    /// <summary>tr(Sb)/tr(Sw), Sb = sum n_c (m_c - m)(m_c - m)', Sw the scatter within the classes. <b>Source:</b> Fisher 1936.</summary>
    public required GeometryFigure FisherTraceRatio { get; init; }

    /// <summary>tr(Sw^-1 Sb); undefined where Sw is singular. <b>Source:</b> Fukunaga 1990, criterion J1.</summary>
    public required GeometryFigure FisherTraceOfRatio { get; init; }

    /// <summary>[tr(Sb)/(C - 1)]/[tr(Sw)/(N - C)]. <b>Source:</b> Calinski and Harabasz 1974.</summary>
    public required GeometryFigure TraceFStatistic { get; init; }

    /// <summary>Votes of the nearest neighbours, by distance, k, and with or without rows of the same patient.</summary>
    public required IReadOnlyList<NeighbourVoteFigures> NeighbourVotes { get; init; }

    /// <summary>Linear classifiers.</summary>
    public required IReadOnlyList<SeparabilityFigures> Separability { get; init; }

    /// <summary>The figures for display.</summary>
    internal FigureGroup ToGroup() => new("Classes",
    [
        new(nameof(SilhouetteCosine), SilhouetteCosine),
        new(nameof(FisherTraceRatio), FisherTraceRatio),
        new(nameof(FisherTraceOfRatio), FisherTraceOfRatio),
        new(nameof(TraceFStatistic), TraceFStatistic),
        .. NeighbourVotes.SelectMany(v => v.ToFigures()),
        .. Separability.SelectMany(s => s.ToFigures()),
    ]);
}
