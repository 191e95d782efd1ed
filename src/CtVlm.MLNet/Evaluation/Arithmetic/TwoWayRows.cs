namespace CtVlm.MLNet;

/// <summary>Rows of a yes-or-no question, in memory.</summary>
/// <param name="Positive">The truth, n values.</param>
/// <param name="Called">The model's call, n values.</param>
/// <param name="Scores">What ranks the rows, higher for more likely positive, n values without NaN.</param>
/// <param name="Probabilities">Probability of positive, n values; looked at only where <paramref name="NoProbabilities"/> is null.</param>
/// <param name="NoRanks">Why the scores rank nothing; null where they do.</param>
/// <param name="NoProbabilities">Why there are no probabilities; null where there are.</param>
internal sealed record TwoWayRows(
    bool[] Positive, bool[] Called, double[] Scores, double[] Probabilities, string? NoRanks, string? NoProbabilities)
{
    /// <summary>Classes y >= k against those below: called by the prediction, scored by the sum of the scores from k up.</summary>
    /// <param name="rows">Scored rows.</param>
    /// <param name="from">k, the lowest class that counts as positive.</param>
    /// <param name="noProbabilities">Why the scores are no probabilities, or null.</param>
    public static TwoWayRows FromClass(ScoredRows rows, int from, string? noProbabilities)
    {
        double[] sums = new double[rows.Count];
        for (int i = 0; i < sums.Length; i++)
        {
            foreach (double score in rows.ScoresOf(i)[from..])
            {
                sums[i] += score;
            }
        }

        return new TwoWayRows(
            Array.ConvertAll(rows.Actual, actual => actual >= from),
            Array.ConvertAll(rows.Predicted, predicted => predicted >= from),
            sums,
            sums,
            SumsOfScores.WhyNone(rows, sums, noProbabilities),
            noProbabilities);
    }
}
