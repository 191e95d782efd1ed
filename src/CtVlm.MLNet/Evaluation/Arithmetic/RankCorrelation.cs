namespace CtVlm.MLNet;

/// <summary>Rank correlations of actual classes with a value for each row; NaN where either does not vary. Values hold no NaN.</summary>
internal static class RankCorrelation
{
    /// <summary>Spearman's: Pearson's correlation of the ranks, equal values sharing their mean rank; [-1, 1].</summary>
    /// <remarks><b>Source:</b> Spearman, American Journal of Psychology 15 (1904), 72-101; ties as in Kendall, Biometrika 33 (1945), 239-251.</remarks>
    public static double Spearman(ReadOnlySpan<int> classes, ReadOnlySpan<double> values)
    {
        double[] byClass = new double[classes.Length];
        for (int i = 0; i < byClass.Length; i++)
        {
            byClass[i] = classes[i];
        }

        double[] first = CentredRanks(byClass);
        double[] second = CentredRanks(values.ToArray());
        double product = 0;
        double squares = 0;
        double otherSquares = 0;
        for (int i = 0; i < first.Length; i++)
        {
            product += first[i] * second[i];
            squares += first[i] * first[i];
            otherSquares += second[i] * second[i];
        }

        return squares == 0 || otherSquares == 0 ? double.NaN : product / Math.Sqrt(squares) / Math.Sqrt(otherSquares);
    }

    /// <summary>Kendall's tau-b: concordant less discordant pairs, over the geometric mean of the pairs untied on either side; [-1, 1].</summary>
    /// <param name="classes">Actual classes, 0..K-1.</param>
    /// <param name="classCount">K.</param>
    /// <param name="values">A value for each row.</param>
    /// <remarks>One sort and, for each row, a look-up in a tree of K counts. <b>Source:</b> Kendall, Biometrika 33 (1945), 239-251.</remarks>
    public static double KendallTauB(ReadOnlySpan<int> classes, int classCount, ReadOnlySpan<double> values)
    {
        double[] rising = values.ToArray();
        int[] actual = classes.ToArray();
        Array.Sort(rising, actual);
        PrefixCounts seen = new(classCount);
        long difference = 0;
        long tiedValues = 0;
        for (int start = 0; start < rising.Length;)
        {
            int end = start;
            for (; end < rising.Length && rising[end] == rising[start]; end++)
            {
                difference += seen.Below(actual[end]) - (start - seen.Below(actual[end] + 1));
            }

            tiedValues += Pairs(end - start);
            for (; start < end; start++)
            {
                seen.Add(actual[start]);
            }
        }

        long tiedClasses = 0;
        for (int k = 0; k < classCount; k++)
        {
            tiedClasses += Pairs(seen.Below(k + 1) - seen.Below(k));
        }

        long pairs = Pairs(rising.Length);
        return pairs == tiedValues || pairs == tiedClasses
            ? double.NaN
            : difference / Math.Sqrt(pairs - tiedValues) / Math.Sqrt(pairs - tiedClasses);
    }

    /// <summary>Ranks less their mean, in the order of the values.</summary>
    private static double[] CentredRanks(double[] values)
    {
        int[] rows = [.. Enumerable.Range(0, values.Length)];
        Array.Sort(values, rows);
        double[] ranks = new double[values.Length];
        for (int start = 0; start < values.Length;)
        {
            int end = start;
            while (end < values.Length && values[end] == values[start])
            {
                end++;
            }

            // Mean of the positions start..end-1, less the mean of 0..n-1.
            double rank = ((start + end - 1) / 2.0) - ((values.Length - 1) / 2.0);
            for (; start < end; start++)
            {
                ranks[rows[start]] = rank;
            }
        }

        return ranks;
    }

    private static long Pairs(long count) => count * (count - 1) / 2;
}
