namespace CtVlm.MLNet;

/// <summary>What a page shows: plain numbers, without any identity.</summary>
internal sealed record GeometryPageData
{
    /// <summary>The heading.</summary>
    public required string Title { get; init; }

    /// <summary>One line below it: rows, width, patients.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>Key figures, by falling importance; the first <see cref="PageTable.MaxFigures"/> are shown.</summary>
    public IReadOnlyList<GeometryPageFigure> Figures { get; init; } = [];

    /// <summary>Rows on two principal components: one series a label, or one without a name.</summary>
    public IReadOnlyList<GeometryPageSeries> Points { get; init; } = [];

    /// <summary>Shares of the variance in the two components, 0 to 1; empty: unknown.</summary>
    public IReadOnlyList<double> VarianceShares { get; init; } = [];

    /// <summary>Histograms of cosines between rows: X are the edges of the bins, Y the share of the pairs in each, 0 to 1.</summary>
    public IReadOnlyList<GeometryPageSeries> Cosines { get; init; } = [];

    /// <summary>Eigenvalues of the rows' covariance, falling; those that are 0 are not drawn.</summary>
    public IReadOnlyList<double> Spectrum { get; init; } = [];

    /// <summary>Slice weights: X in mm along z, Y the weight, one series a label or one; empty: there are none, and the panel is left out.</summary>
    public IReadOnlyList<GeometryPageSeries> Weights { get; init; } = [];
}
