namespace CtVlm.MLNet.Torch;

/// <summary>Intrinsic dimension from nearest neighbours of the rows as they are. Rows whose nearest neighbour lies at distance 0 are left out and counted.</summary>
public sealed record DimensionFigures
{
    /// <summary>
    /// mu = r2/r1 sorted, F_i = i/N, i = 1..floor(0.9 N): the slope through the origin of -log(1 - F) on log mu.
    /// <b>Source:</b> Facco et al. 2017, doi 10.1038/s41598-017-11873-y.
    /// </summary>
    public required GeometryFigure TwoNearestFit { get; init; }

    /// <summary>N/sum log mu. <b>Source:</b> Facco et al. 2017, maximum likelihood of their Pareto law.</summary>
    public required GeometryFigure TwoNearestLikelihood { get; init; }

    /// <summary>(N - 1)/sum log mu, without bias. <b>Source:</b> Denti et al. 2022, doi 10.1038/s41598-022-20991-1.</summary>
    public required GeometryFigure TwoNearestUnbiased { get; init; }

    /// <summary>Rows N that the TwoNN figures rest on.</summary>
    public required int TwoNearestRows { get; init; }

    /// <summary>The Levina-Bickel estimates, one a neighbour count.</summary>
    public required IReadOnlyList<NeighbourDimension> Likelihood { get; init; }

    /// <summary>The figures for display.</summary>
    internal FigureGroup ToGroup() => new("Intrinsic dimension",
    [
        new(nameof(TwoNearestFit), TwoNearestFit),
        new(nameof(TwoNearestLikelihood), TwoNearestLikelihood),
        new(nameof(TwoNearestUnbiased), TwoNearestUnbiased),
        new(nameof(TwoNearestRows), new(TwoNearestRows)),
        .. Likelihood.SelectMany(l => l.ToFigures()),
    ]);
}
