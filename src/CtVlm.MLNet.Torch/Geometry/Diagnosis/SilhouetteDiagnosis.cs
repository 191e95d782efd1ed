namespace CtVlm.MLNet.Torch;

/// <summary>Silhouette of classes at the distance 1 - cosine.</summary>
/// <remarks><b>Source:</b> Rousseeuw 1987, s = (b - a)/max(a, b); scikit-learn's silhouette_samples for classes of one row.</remarks>
internal static class SilhouetteDiagnosis
{
    /// <summary>The mean of s over the rows.</summary>
    /// <param name="unitPairs">Distances of the rows at unit norm.</param>
    /// <param name="classes">Class of each row, from 0.</param>
    public static GeometryFigure Compute(PairDistances unitPairs, int[] classes)
    {
        int distinct = classes.Distinct().Count();
        if (distinct < 2 || distinct == classes.Length)
        {
            return GeometryFigure.None(distinct < 2 ? "two classes are needed" : "every row is a class of its own");
        }

        return unitPairs.AreAllZero()
            ? GeometryFigure.None("all rows have one direction")
            : GeometryFigure.Of(ComputeRows(unitPairs, classes).Average());
    }

    /// <summary>s of each row, in [-1, 1].</summary>
    public static double[] ComputeRows(PairDistances unitPairs, int[] classes)
    {
        int[] sizes = new int[classes.Max() + 1];
        Array.ForEach(classes, c => sizes[c]++);
        return [.. classes.Select((own, row) => ComputeRow(unitPairs[row], classes, sizes, own))];
    }

    private static double ComputeRow(ReadOnlySpan<double> squares, int[] classes, int[] sizes, int own)
    {
        if (sizes[own] == 1)
        {
            return 0;
        }

        double[] sums = new double[sizes.Length];
        for (int other = 0; other < squares.Length; other++)
        {
            // 1 - cosine is half the squared distance of unit vectors.
            sums[classes[other]] += squares[other] / 2;
        }

        double within = sums[own] / (sizes[own] - 1), between = double.PositiveInfinity;
        for (int c = 0; c < sizes.Length; c++)
        {
            between = c != own && sizes[c] > 0 ? Math.Min(between, sums[c] / sizes[c]) : between;
        }

        double larger = Math.Max(within, between);
        return larger == 0 ? 0 : (between - within) / larger;
    }
}
