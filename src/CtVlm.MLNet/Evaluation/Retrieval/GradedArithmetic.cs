namespace CtVlm.MLNet;

/// <summary>nDCG of one query whose candidates are relevant by degrees.</summary>
/// <remarks>
/// Ties give each of their candidates the mean gain of the tie, the exact mean over their orders. <b>Source:</b> Järvelin and Kekäläinen 2002 (linear gain);
/// Burges et al., ICML 2005 (2^gain - 1); ties after McSherry and Najork 2008.
/// </remarks>
internal static class GradedArithmetic
{
    /// <summary>2^gain - 1 of each gain.</summary>
    public static double[] ToExponential(ReadOnlySpan<double> gains)
    {
        double[] result = new double[gains.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Math.Pow(2, gains[i]) - 1;
        }

        return result;
    }

    /// <summary>nDCG at each cutoff; NaN where no candidate has a gain.</summary>
    /// <param name="similarities">N similarities.</param>
    /// <param name="gains">N gains, each 0 or more.</param>
    /// <param name="cutoffs">Each 1 or more; above N means N.</param>
    public static TiedFigure[] Ndcg(ReadOnlySpan<float> similarities, ReadOnlySpan<double> gains, IReadOnlyList<int> cutoffs)
    {
        float[] falling = new float[similarities.Length];
        int[] order = new int[similarities.Length];
        for (int i = 0; i < order.Length; i++)
        {
            falling[i] = -similarities[i];
            order[i] = i;
        }

        Array.Sort(falling, order);
        int depth = Math.Min(order.Length, cutoffs.Max());
        double[] expected = new double[depth];
        double[] pessimistic = new double[depth];
        for (int start = 0; start < depth;)
        {
            int end = start + 1;
            while (end < order.Length && falling[end] == falling[start])
            {
                end++;
            }

            FillTie(gains, order.AsSpan(start..end), start, expected, pessimistic);
            start = end;
        }

        double[] ideal = Ideal(gains, depth);
        return [.. cutoffs.Select(k => new TiedFigure(Ratio(expected, ideal, k), Ratio(pessimistic, ideal, k)))];
    }

    /// <summary>Expected nDCG at each cutoff where the candidates come in random order; NaN where no candidate has a gain.</summary>
    public static double[] RandomNdcg(ReadOnlySpan<double> gains, IReadOnlyList<int> cutoffs)
    {
        int depth = Math.Min(gains.Length, cutoffs.Max());
        double[] mean = new double[depth];
        Array.Fill(mean, Mean(gains));
        double[] ideal = Ideal(gains, depth);
        return [.. cutoffs.Select(k => Ratio(mean, ideal, k))];
    }

    private static void FillTie(ReadOnlySpan<double> gains, ReadOnlySpan<int> tied, int start, double[] expected, double[] pessimistic)
    {
        double[] own = new double[tied.Length];
        for (int i = 0; i < own.Length; i++)
        {
            own[i] = gains[tied[i]];
        }

        Array.Sort(own);
        double mean = Mean(own);
        for (int i = 0; i < own.Length && start + i < expected.Length; i++)
        {
            expected[start + i] = mean;
            pessimistic[start + i] = own[i];
        }
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    private static double[] Ideal(ReadOnlySpan<double> gains, int depth)
    {
        double[] sorted = gains.ToArray();
        Array.Sort(sorted);
        Array.Reverse(sorted);
        return sorted[..depth];
    }

    private static double Ratio(double[] gains, double[] ideal, int k) => Sum(gains, k) / Sum(ideal, k);

    private static double Sum(double[] gains, int k)
    {
        double sum = 0;
        for (int i = 0; i < Math.Min(k, gains.Length); i++)
        {
            sum += gains[i] * Discounts.Of(i + 1);
        }

        return sum;
    }
}
