namespace CtVlm.MLNet.Torch;

/// <summary>Two embeddings X (N, D) and Y (N, E) of the same rows beside each other.</summary>
public sealed record ComparisonFigures
{
    /// <summary>abs(mean z - mean w), z and w the rows at unit norm; undefined where the widths differ. <b>Source:</b> Liang et al. 2022 (arXiv 2203.02053).</summary>
    public required GeometryFigure ModalityGap { get; init; }

    /// <summary>Mean of abs2(z - w) over the rows; undefined where the widths differ. <b>Source:</b> Wang and Isola 2020 (arXiv 2005.10242).</summary>
    public required GeometryFigure Alignment { get; init; }

    /// <summary>Mean of the uniformities of both sides. <b>Source:</b> Wang and Isola 2020.</summary>
    public required GeometryFigure UniformityMean { get; init; }

    /// <summary>HSIC(K, L)/sqrt(HSIC(K, K) HSIC(L, L)) of the centred Gram matrices, in [0, 1]. <b>Source:</b> Kornblith et al. 2019 (arXiv 1905.00414).</summary>
    public required GeometryFigure CkaLinear { get; init; }

    /// <summary>Linear CKA with the unbiased HSIC, at most 1, about 0 for unrelated rows; needs 4 rows. <b>Source:</b> Song et al. 2012; Nguyen et al. 2021 (arXiv 2010.15327).</summary>
    public required GeometryFigure CkaLinearDebiased { get; init; }

    /// <summary>Biased CKA of exp(-d^2/(2 m^2)), m the median of the distances i &lt; j of each side. <b>Source:</b> Kornblith et al. 2019.</summary>
    public required GeometryFigure CkaRbf { get; init; }

    /// <summary>As <see cref="CkaRbf"/> with half the median as width.</summary>
    public required GeometryFigure CkaRbfHalfMedian { get; init; }

    /// <summary>As <see cref="CkaRbf"/>, m^2 the median of all N x N squared distances, zeros included. <b>Source:</b> Kornblith's published notebook.</summary>
    public required GeometryFigure CkaRbfSquaredMedian { get; init; }

    /// <summary>1 - (nuclear norm of A'B)^2 of the centred rows at unit Frobenius norm, in [0, 1]. <b>Source:</b> Gower 1975, as scipy.spatial.procrustes.</summary>
    public required GeometryFigure ProcrustesDisparity { get; init; }

    /// <summary>min over orthogonal R of the Frobenius norm of A - B R, A and B centred, the narrower padded with zeros. <b>Source:</b> Schoenemann 1966.</summary>
    public required GeometryFigure ProcrustesOrthogonal { get; init; }

    /// <summary>2 - 2 times the nuclear norm after unit Frobenius norm, in [0, 2]. <b>Source:</b> Williams et al. 2021 (arXiv 2110.14739).</summary>
    public required GeometryFigure ProcrustesNormalizedSquared { get; init; }

    /// <summary>Mean canonical correlation of the leading directions of both sides. <b>Source:</b> Raghu et al. 2017 (arXiv 1706.05806).</summary>
    public required GeometryFigure Svcca { get; init; }

    /// <summary>Mean squared canonical correlation of the leading directions. <b>Source:</b> Kornblith et al. 2019, R^2_CCA.</summary>
    public required GeometryFigure CcaMeanSquared { get; init; }

    /// <summary>Canonical correlations weighted by how much of X they account for; not symmetric. <b>Source:</b> Morcos et al. 2018 (arXiv 1806.05759).</summary>
    public required GeometryFigure Pwcca { get; init; }

    /// <summary>The canonical correlations, falling, in [0, 1]; empty where undefined.</summary>
    public required IReadOnlyList<double> CanonicalCorrelations { get; init; }

    /// <summary>The figures for display.</summary>
    internal FigureGroup ToGroup(string column) => new($"Compared with {column}",
    [
        new(nameof(ModalityGap), ModalityGap),
        new(nameof(Alignment), Alignment),
        new(nameof(UniformityMean), UniformityMean),
        new(nameof(CkaLinear), CkaLinear),
        new(nameof(CkaLinearDebiased), CkaLinearDebiased),
        new(nameof(CkaRbf), CkaRbf),
        new(nameof(CkaRbfHalfMedian), CkaRbfHalfMedian),
        new(nameof(CkaRbfSquaredMedian), CkaRbfSquaredMedian),
        new(nameof(ProcrustesDisparity), ProcrustesDisparity),
        new(nameof(ProcrustesOrthogonal), ProcrustesOrthogonal),
        new(nameof(ProcrustesNormalizedSquared), ProcrustesNormalizedSquared),
        new(nameof(Svcca), Svcca),
        new(nameof(CcaMeanSquared), CcaMeanSquared),
        new(nameof(Pwcca), Pwcca),
    ]);
}
