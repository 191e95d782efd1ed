namespace CtVlm.MLNet;

/// <summary>Area under the ROC curve: the chance that a positive row scores above a negative one, equal scores counting half.</summary>
/// <remarks>
/// One sort, then one pass that counts in whole numbers, so ties and order of rows cannot change the last digit. Scores hold no NaN; infinities are in order.
/// NaN where there is no positive or no negative row. <b>Source:</b> Hanley and McNeil, Radiology 143 (1982), 29-36.
/// </remarks>
internal static class Auroc
{
    /// <summary>The area for scores in any order; copies both.</summary>
    public static double Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive) => InPlace(scores.ToArray(), positive.ToArray());

    /// <summary>The same without allocation: sorts both spans by rising score.</summary>
    public static double InPlace(Span<double> scores, Span<bool> positive)
    {
        scores.Sort(positive);
        return OfRising(scores, positive);
    }

    /// <summary>The same where scores already rise: no sort, no allocation.</summary>
    public static double OfRising(ReadOnlySpan<double> rising, ReadOnlySpan<bool> positive)
    {
        long won = 0;
        long positives = 0;
        long negatives = 0;
        for (int i = 0; i < rising.Length;)
        {
            double score = rising[i];
            long positivesHere = 0;
            int start = i;
            for (; i < rising.Length && rising[i] == score; i++)
            {
                positivesHere += positive[i] ? 1 : 0;
            }

            long negativesHere = i - start - positivesHere;
            won += positivesHere * ((2 * negatives) + negativesHere);
            positives += positivesHere;
            negatives += negativesHere;
        }

        return Area(won, positives, negatives);
    }

    /// <summary>The area from twice the number of pairs won.</summary>
    internal static double Area(long wonTwice, long positives, long negatives)
        => positives == 0 || negatives == 0 ? double.NaN : wonTwice / (2.0 * positives * negatives);
}
