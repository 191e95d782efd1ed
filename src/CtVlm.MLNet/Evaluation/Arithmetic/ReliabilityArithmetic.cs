namespace CtVlm.MLNet;

/// <summary>Sorts scores into bins and compares, in each, the mean score with the share of hits.</summary>
/// <remarks><b>Source:</b> Naeini, Cooper and Hauskrecht, AAAI 2015; Nixon et al., Measuring calibration in deep learning, CVPR workshops 2019.</remarks>
internal static class ReliabilityArithmetic
{
    /// <summary>Edges of bins of equal width on [0, 1]: i / bins.</summary>
    public static double[] EqualWidth(int bins) => [.. Enumerable.Range(0, bins + 1).Select(i => (double)i / bins)];

    /// <summary>Edges at the quantiles i / bins of the scores, linear between neighbours; an edge that falls on a score is that score.</summary>
    public static double[] EqualMass(ReadOnlySpan<double> scores, int bins)
    {
        double[] rising = scores.ToArray();
        Array.Sort(rising);
        double[] edges = new double[bins + 1];
        for (int i = 0; i <= bins; i++)
        {
            // Whole numbers, so that position 3 of 10 is never 2.9999.
            long position = (long)i * (rising.Length - 1);
            (long below, long rest) = (position / bins, position % bins);
            double value = rising[below];
            edges[i] = rest == 0 ? value : value + ((rising[below + 1] - value) * rest / bins);
        }

        return edges;
    }

    /// <summary>The bins: a score belongs to the first whose upper edge is not below it.</summary>
    /// <param name="scores">Scores, none above the last edge.</param>
    /// <param name="hits">Whether each row is a hit.</param>
    /// <param name="edges">Edges, not falling.</param>
    public static ReliabilityBin[] Bins(ReadOnlySpan<double> scores, ReadOnlySpan<bool> hits, double[] edges)
    {
        int bins = edges.Length - 1;
        long[] counts = new long[bins];
        long[] found = new long[bins];
        double[] sums = new double[bins];
        for (int i = 0; i < scores.Length; i++)
        {
            int bin = 0;
            while (edges[bin + 1] < scores[i])
            {
                bin++;
            }

            counts[bin]++;
            found[bin] += hits[i] ? 1 : 0;
            sums[bin] += scores[i];
        }

        return [.. Enumerable.Range(0, bins).Select(bin => new ReliabilityBin
        {
            Lower = edges[bin],
            Upper = edges[bin + 1],
            Count = counts[bin],
            MeanScore = counts[bin] == 0 ? double.NaN : sums[bin] / counts[bin],
            Fraction = counts[bin] == 0 ? double.NaN : (double)found[bin] / counts[bin],
        })];
    }

    /// <summary>Mean gap between mean score and share of hits, weighted by rows; empty bins weigh nothing.</summary>
    public static double ExpectedError(ReadOnlySpan<ReliabilityBin> bins)
    {
        double sum = 0;
        long rows = 0;
        foreach (ReliabilityBin bin in bins)
        {
            sum += bin.Count == 0 ? 0 : bin.Count * bin.Gap;
            rows += bin.Count;
        }

        return sum / rows;
    }

    /// <summary>The largest gap of a bin that is not empty.</summary>
    public static double MaximumError(ReadOnlySpan<ReliabilityBin> bins)
    {
        double largest = 0;
        foreach (ReliabilityBin bin in bins)
        {
            largest = bin.Count == 0 ? largest : Math.Max(largest, bin.Gap);
        }

        return largest;
    }
}
