namespace CtVlm.MLNet;

/// <summary>Paired difference of two mean reciprocal ranks.</summary>
/// <remarks><b>Source:</b> Evaluation/Intervals/README.md: the same draws, levels and p-values as for the metrics of classes.</remarks>
internal static class RankDifference
{
    /// <summary>First minus second, with the bootstrap's interval and two-sided p.</summary>
    /// <param name="first">1 / rank of each row; NaN for a row without report.</param>
    /// <param name="second">The same of the other strategy.</param>
    /// <param name="rows">The rows: who is drawn.</param>
    /// <param name="resamples">Resamples.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="level">Level of the interval.</param>
    public static (double Difference, double Lower, double Upper, double P) Compare(double[] first, double[] second, ScoredRows rows, int resamples, int seed, double level)
    {
        ResamplingUnits units = ResamplingUnits.Of(rows, stratified: false);
        double[] sums = new double[units.Count];
        int[] counts = new int[units.Count];
        for (int row = 0; row < first.Length; row++)
        {
            if (double.IsFinite(first[row] - second[row]))
            {
                sums[units.OfRow[row]] += first[row] - second[row];
                counts[units.OfRow[row]]++;
            }
        }

        int[] weights = new int[units.Count];
        Array.Fill(weights, 1);
        double difference = Mean(sums, counts, weights);
        double[] replicates = new double[resamples];
        for (int replicate = 0; replicate < resamples; replicate++)
        {
            ReplicateStream stream = new(seed, replicate);
            units.Draw(ref stream, weights);
            replicates[replicate] = Mean(sums, counts, weights);
        }

        ReplicateSample sample = new(replicates);
        ConfidenceBounds bounds = new IntervalMaker(IntervalMethod.ExpandedPercentile, level, units).Make(difference, sample, null, null).Bounds;
        return (difference, bounds.Lower, bounds.Upper, double.IsNaN(difference) ? double.NaN : Differences.ExpandedPValue(Differences.PValue(sample.Sorted), units.Count, units.Strata));
    }

    private static double Mean(double[] sums, int[] counts, int[] weights)
    {
        double sum = 0;
        long count = 0;
        for (int unit = 0; unit < sums.Length; unit++)
        {
            sum += weights[unit] * sums[unit];
            count += weights[unit] * counts[unit];
        }

        return count == 0 ? double.NaN : sum / count;
    }
}
