namespace CtVlm.MLNet.Torch;

/// <summary>How the directions of the rows spread over the sphere. z is a row at unit norm; zero rows are left out.</summary>
/// <remarks><b>Source:</b> Wang and Isola 2020 (arXiv 2005.10242) for uniformity; Liang et al. 2022 (arXiv 2203.02053) for the cone.</remarks>
public sealed record ConeFigures
{
    /// <summary>Mean over pairs i &lt; j of z_i.z_j, in [-1, 1].</summary>
    public required GeometryFigure MeanPairwiseCosine { get; init; }

    /// <summary>Mean angle in degrees between z and the normalised mean of all z.</summary>
    public required GeometryFigure MeanAngleDegrees { get; init; }

    /// <summary>Largest angle in degrees between z and the normalised mean of all z: the half-opening of the cone that holds every row.</summary>
    public required GeometryFigure MaxAngleDegrees { get; init; }

    /// <summary>abs(mean z), in [0, 1]; 1 where all rows point one way.</summary>
    public required GeometryFigure MeanResultantLength { get; init; }

    /// <summary>Mean Euclidean norm of the rows as they are.</summary>
    public required GeometryFigure MeanNorm { get; init; }

    /// <summary>log of the mean over i &lt; j of exp(-2 abs2(z_i - z_j)): 0 where all rows point one way, lower where they spread.</summary>
    public required GeometryFigure Uniformity { get; init; }

    /// <summary>The figures for display.</summary>
    internal FigureGroup ToGroup() => new("Cone",
    [
        new(nameof(MeanPairwiseCosine), MeanPairwiseCosine),
        new(nameof(MeanAngleDegrees), MeanAngleDegrees),
        new(nameof(MaxAngleDegrees), MaxAngleDegrees),
        new(nameof(MeanResultantLength), MeanResultantLength),
        new(nameof(MeanNorm), MeanNorm),
        new(nameof(Uniformity), Uniformity),
    ]);
}
