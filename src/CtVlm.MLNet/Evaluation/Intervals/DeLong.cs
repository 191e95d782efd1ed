using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace CtVlm.MLNet;

/// <summary>Placement values of one score: for each positive row the share of negatives it beats, and the other way round, ties counting half.</summary>
/// <remarks>
/// <b>Source:</b> DeLong, DeLong and Clarke-Pearson, Biometrics 44 (1988), 837-845; by midranks in O(n log n) after Sun and Xu, IEEE Signal Processing
/// Letters 21 (2014), 1389-1393.
/// </remarks>
internal sealed class DeLong
{
    private DeLong(double[] ofPositives, double[] ofNegatives)
    {
        OfPositives = ofPositives;
        OfNegatives = ofNegatives;
        Auroc = ofPositives.Length == 0 || ofNegatives.Length == 0 ? double.NaN : ofPositives.Sum() / ofPositives.Length;
        Variance = Covariance(this, this);
    }

    /// <summary>Area under the ROC curve; NaN where there are no positives or no negatives.</summary>
    public double Auroc { get; }

    /// <summary>Its variance; NaN of fewer than two positives or negatives.</summary>
    public double Variance { get; }

    /// <summary>Share of negatives below each positive, in row order.</summary>
    public double[] OfPositives { get; }

    /// <summary>Share of positives above each negative, in row order.</summary>
    public double[] OfNegatives { get; }

    /// <summary>Ranks the rows.</summary>
    /// <param name="scores">Scores, none NaN.</param>
    /// <param name="isPositive">Which rows are positive.</param>
    public static DeLong Of(double[] scores, bool[] isPositive)
    {
        double[] positives = [.. scores.Where((_, row) => isPositive[row])];
        double[] negatives = [.. scores.Where((_, row) => !isPositive[row])];
        double[] all = MidRanks(scores);
        double[] amongPositives = MidRanks(positives);
        double[] amongNegatives = MidRanks(negatives);
        int p = 0;
        int q = 0;
        for (int row = 0; row < scores.Length; row++)
        {
            if (isPositive[row])
            {
                positives[p] = (all[row] - amongPositives[p++]) / negatives.Length;
            }
            else
            {
                negatives[q] = 1 - ((all[row] - amongNegatives[q++]) / positives.Length);
            }
        }

        return new DeLong(positives, negatives);
    }

    /// <summary>Covariance of two areas over the same rows.</summary>
    public static double Covariance(DeLong first, DeLong second)
        => (Product(first.OfPositives, second.OfPositives) / first.OfPositives.Length)
            + (Product(first.OfNegatives, second.OfNegatives) / first.OfNegatives.Length);

    /// <summary>Area +- z standard errors, kept within 0 and 1; undefined where the variance is 0.</summary>
    public ConfidenceBounds Wald(double confidenceLevel)
    {
        double half = Z(confidenceLevel) * Math.Sqrt(Variance);
        return Variance > 0 ? new ConfidenceBounds(Math.Max(0, Auroc - half), Math.Min(1, Auroc + half)) : ConfidenceBounds.Undefined;
    }

    /// <summary>The interval on the scale of log odds, and back; undefined where the area is 0 or 1 or the variance 0.</summary>
    public ConfidenceBounds Logit(double confidenceLevel)
    {
        if (!(Variance > 0) || Auroc <= 0 || Auroc >= 1)
        {
            return ConfidenceBounds.Undefined;
        }

        double logit = Math.Log(Auroc / (1 - Auroc));
        double half = Z(confidenceLevel) * Math.Sqrt(Variance) / (Auroc * (1 - Auroc));
        return new ConfidenceBounds(SpecialFunctions.Logistic(logit - half), SpecialFunctions.Logistic(logit + half));
    }

    /// <summary>Quantile of the normal distribution for a two-sided level.</summary>
    internal static double Z(double confidenceLevel) => Normal.InvCDF(0, 1, (1 + confidenceLevel) / 2);

    private static double Product(double[] first, double[] second)
    {
        double meanOfFirst = first.Sum() / first.Length;
        double meanOfSecond = second.Sum() / second.Length;
        double sum = 0;
        for (int i = 0; i < first.Length; i++)
        {
            sum += (first[i] - meanOfFirst) * (second[i] - meanOfSecond);
        }

        return first.Length < 2 ? double.NaN : sum / (first.Length - 1);
    }

    // Ranks from 1; equal values share the mean of theirs.
    private static double[] MidRanks(double[] values)
    {
        double[] sorted = (double[])values.Clone();
        int[] order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort(sorted, order);
        double[] ranks = new double[values.Length];
        int start = 0;
        while (start < sorted.Length)
        {
            int end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start])
            {
                end++;
            }

            for (int i = start; i < end; i++)
            {
                ranks[order[i]] = (start + end + 1) / 2.0;
            }

            start = end;
        }

        return ranks;
    }
}
