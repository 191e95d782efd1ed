namespace CtVlm.MLNet;

/// <summary>Rows in rising order of a score, sorted once, so that the area under the ROC curve of every resample is one pass without sorting.</summary>
internal sealed class ResampledRanking
{
    // 2 * unit + 1 for a positive row, 2 * unit for a negative one.
    private readonly int[] _rows;

    // Where each group of equal scores ends.
    private readonly int[] _ends;

    /// <summary>Sorts the rows.</summary>
    /// <param name="scores">Score of each row; NaN is not allowed.</param>
    /// <param name="isPositive">Whether a row is positive.</param>
    /// <param name="units">Unit of each row.</param>
    public ResampledRanking(double[] scores, Func<int, bool> isPositive, int[] units)
    {
        int[] order = [.. Enumerable.Range(0, scores.Length)];
        double[] sorted = (double[])scores.Clone();
        Array.Sort(sorted, order);
        _rows = Array.ConvertAll(order, row => (2 * units[row]) + (isPositive(row) ? 1 : 0));
        _ends = [.. Enumerable.Range(1, order.Length).Where(end => end == order.Length || sorted[end] != sorted[end - 1])];
    }

    /// <summary>Chance that a positive row scores above a negative one, ties counting half; NaN where there are none of either.</summary>
    /// <param name="weights">How often each unit counts.</param>
    /// <remarks>Counts stay whole numbers, so the value does not depend on the order of the sums. <b>Source:</b> Hanley and McNeil, Radiology 143 (1982), 29-36.</remarks>
    public double Auroc(ReadOnlySpan<int> weights)
    {
        long twice = 0;
        long negatives = 0;
        long positives = 0;
        int position = 0;
        foreach (int end in _ends)
        {
            long group = 0;
            long positivesOfGroup = 0;
            for (; position < end; position++)
            {
                // Without a branch: whether the next row is positive cannot be foretold.
                int row = _rows[position];
                long weight = weights[row >> 1];
                group += weight;
                positivesOfGroup += weight & -(row & 1);
            }

            long negativesOfGroup = group - positivesOfGroup;
            twice += positivesOfGroup * ((2 * negatives) + negativesOfGroup);
            negatives += negativesOfGroup;
            positives += positivesOfGroup;
        }

        return positives == 0 || negatives == 0 ? double.NaN : twice / (2.0 * positives * negatives);
    }
}
