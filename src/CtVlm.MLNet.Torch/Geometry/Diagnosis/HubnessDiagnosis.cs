namespace CtVlm.MLNet.Torch;

/// <summary>Computes <see cref="HubnessFigures"/>.</summary>
internal static class HubnessDiagnosis
{
    /// <summary>The figures.</summary>
    /// <param name="pairs">Distances, of the rows at unit norm for the cosine.</param>
    /// <param name="distance">What the distances are.</param>
    /// <param name="neighbours">k; lowered to N - 1.</param>
    public static HubnessFigures Compute(PairDistances pairs, GeometryDistance distance, int neighbours)
    {
        int used = Math.Min(neighbours, pairs.Count - 1);
        int[] counts = used < 1 ? [] : CountOccurrences(pairs, used);
        return new HubnessFigures
        {
            Distance = distance,
            Neighbours = Math.Max(0, used),
            Skewness = Skewness(counts),
            LargestCount = counts.Length == 0 ? OneRow() : GeometryFigure.Of(counts.Max()),
            AntihubShare = counts.Length == 0 ? OneRow() : GeometryFigure.Of((double)counts.Count(c => c == 0) / counts.Length),
        };
    }

    /// <summary>How often each row is among the k nearest of another.</summary>
    public static int[] CountOccurrences(PairDistances pairs, int neighbours)
    {
        int[] counts = new int[pairs.Count];
        foreach (int[] nearest in NearestRows.Find(pairs, neighbours))
        {
            Array.ForEach(nearest, row => counts[row]++);
        }

        return counts;
    }

    private static GeometryFigure Skewness(int[] counts)
    {
        if (counts.Length == 0)
        {
            return OneRow();
        }

        double mean = counts.Average();
        double second = counts.Average(c => Math.Pow(c - mean, 2)), third = counts.Average(c => Math.Pow(c - mean, 3));
        return GeometryFigure.Quotient(third, Math.Pow(second, 1.5), "every row occurs equally often");
    }

    private static GeometryFigure OneRow() => GeometryFigure.None("a pair of rows is needed");
}
