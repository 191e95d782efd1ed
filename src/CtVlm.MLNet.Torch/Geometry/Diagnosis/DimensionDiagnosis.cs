namespace CtVlm.MLNet.Torch;

/// <summary>Computes <see cref="DimensionFigures"/>.</summary>
internal static class DimensionDiagnosis
{
    private const double KeptShare = 0.9;
    private const string NoRow = "no row has its nearest neighbour at a distance above 0";

    /// <summary>The figures.</summary>
    /// <param name="pairs">Distances of the rows as they are.</param>
    /// <param name="neighbours">The K of the Levina-Bickel estimates; lowered to N - 1.</param>
    public static DimensionFigures Compute(PairDistances pairs, IEnumerable<int> neighbours)
    {
        int[] counts = [.. neighbours.Select(k => Math.Min(k, pairs.Count - 1)).Distinct()];
        double[][] distances = FindDistances(pairs, counts);
        double[] ratios = distances.Length == 0 || distances[0].Length < 2 ? [] : [.. distances.Select(d => Math.Log(d[1] / d[0])).Order()];
        return new DimensionFigures
        {
            TwoNearestFit = Fit(ratios),
            TwoNearestLikelihood = Divide(ratios, ratios.Length),
            TwoNearestUnbiased = Divide(ratios, ratios.Length - 1),
            TwoNearestRows = ratios.Length,
            Likelihood = [.. counts.Select(k => Estimate(distances, k))],
        };
    }

    // Distances to the nearest rows, rising, for the rows whose nearest lies apart.
    private static double[][] FindDistances(PairDistances pairs, int[] counts)
    {
        int[][] nearest = NearestRows.Find(pairs, Math.Max(2, counts.DefaultIfEmpty(2).Max()));
        return
        [
            .. nearest
                .Select((others, row) => others.Select(other => Math.Sqrt(pairs[row][other])).ToArray())
                .Where(distances => distances.Length > 0 && distances[0] > 0),
        ];
    }

    private static GeometryFigure Fit(double[] logRatios)
    {
        int count = logRatios.Length, kept = (int)Math.Floor(KeptShare * count);
        double products = 0, squares = 0;
        for (int i = 0; i < kept; i++)
        {
            double x = logRatios[i], y = -Math.Log(1 - ((i + 1.0) / count));
            products += x * y;
            squares += x * x;
        }

        return count == 0 ? NoRows() : GeometryFigure.Quotient(products, squares, "first and second neighbours lie equally far");
    }

    private static GeometryFigure Divide(double[] logRatios, int numerator) => logRatios.Length == 0
        ? NoRows()
        : numerator == 0
            ? GeometryFigure.None("two such rows are needed")
            : GeometryFigure.Quotient(numerator, logRatios.Sum(), "first and second neighbours lie equally far");

    private static NeighbourDimension Estimate(double[][] distances, int neighbours)
    {
        if (neighbours < 2 || distances.Length == 0)
        {
            var none = neighbours < 2 ? GeometryFigure.None("three rows are needed") : NoRows();
            return new NeighbourDimension(neighbours, none, none, neighbours < 2 ? 0 : distances.Length);
        }

        double[] inverses = [.. distances.Select(d => Invert(d, neighbours))];
        const string Equal = "a row has all its neighbours equally far";
        GeometryFigure mean = inverses.Contains(0) ? GeometryFigure.None(Equal) : GeometryFigure.Of(inverses.Average(i => 1 / i));
        return new NeighbourDimension(neighbours, mean, GeometryFigure.Quotient(1, inverses.Average(), Equal), inverses.Length);
    }

    private static double Invert(double[] distances, int neighbours)
    {
        double sum = 0;
        for (int j = 0; j < neighbours - 1; j++)
        {
            sum += Math.Log(distances[neighbours - 1] / distances[j]);
        }

        return sum / (neighbours - 1);
    }

    private static GeometryFigure NoRows() => GeometryFigure.None(NoRow);
}
