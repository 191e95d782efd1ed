using System.Globalization;

namespace CtVlm.MLNet.Torch;

/// <summary>Levina and Bickel's estimate of the intrinsic dimension from K neighbours: m(x) = [1/(K-1) sum_{j&lt;K} log(T_K/T_j)]^-1.</summary>
/// <param name="Neighbours">K, as used: lowered to N - 1 where the rows are few.</param>
/// <param name="Mean">Mean of m(x). <b>Source:</b> Levina and Bickel 2004.</param>
/// <param name="InverseMean">1/mean(1/m(x)). <b>Source:</b> MacKay and Ghahramani 2005, comments on Levina and Bickel.</param>
/// <param name="Rows">Rows that the estimate rests on: those whose nearest neighbour lies at a distance above 0.</param>
public sealed record NeighbourDimension(int Neighbours, GeometryFigure Mean, GeometryFigure InverseMean, int Rows)
{
    /// <summary>The figures for display.</summary>
    internal IEnumerable<NamedFigure> ToFigures()
    {
        string suffix = string.Create(CultureInfo.InvariantCulture, $", k = {Neighbours}");
        return [new("LikelihoodMean" + suffix, Mean), new("LikelihoodInverseMean" + suffix, InverseMean), new("LikelihoodRows" + suffix, new(Rows))];
    }
}
