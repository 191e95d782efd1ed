using System.Globalization;

namespace CtVlm.MLNet.Torch;

/// <summary>How unevenly rows occur among the k nearest neighbours of the others.</summary>
/// <remarks><b>Source:</b> Radovanovic et al. 2010, Hubs in space, JMLR 11.</remarks>
public sealed record HubnessFigures
{
    /// <summary>The distance.</summary>
    public required GeometryDistance Distance { get; init; }

    /// <summary>k, as used: lowered to N - 1 where the rows are few.</summary>
    public required int Neighbours { get; init; }

    /// <summary>Skewness m3/m2^1.5 of the occurrence counts, divisor N; undefined where every row occurs equally often.</summary>
    public required GeometryFigure Skewness { get; init; }

    /// <summary>The largest occurrence count.</summary>
    public required GeometryFigure LargestCount { get; init; }

    /// <summary>Share of rows that are nobody's neighbour, in [0, 1].</summary>
    public required GeometryFigure AntihubShare { get; init; }

    /// <summary>The figures for display.</summary>
    internal IEnumerable<NamedFigure> ToFigures()
    {
        string suffix = string.Create(CultureInfo.InvariantCulture, $", {Distance.ToString().ToLowerInvariant()}, k = {Neighbours}");
        return [new(nameof(Skewness) + suffix, Skewness), new(nameof(LargestCount) + suffix, LargestCount), new(nameof(AntihubShare) + suffix, AntihubShare)];
    }
}
