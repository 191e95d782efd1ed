namespace CtVlm.MLNet;

/// <summary>Measures of agreement of a whole confusion matrix; NaN where the definition divides by zero.</summary>
internal static class AgreementArithmetic
{
    /// <summary>Weight of unweighted kappa.</summary>
    public static double Disagree(int i, int j) => i == j ? 0 : 1;

    /// <summary>Weight of linear kappa, and the distance of the ordinal error.</summary>
    public static double Distance(int i, int j) => Math.Abs(i - j);

    /// <summary>Weight of quadratic kappa.</summary>
    public static double SquaredDistance(int i, int j) => (double)(i - j) * (i - j);

    /// <summary>1 where two classes are at most one step apart.</summary>
    public static double Within1(int i, int j) => Math.Abs(i - j) <= 1 ? 1 : 0;

    /// <summary>Sum over all pairs of classes of a weight times the product of two margins.</summary>
    public static double MarginSum(IReadOnlyList<long> first, IReadOnlyList<long> second, Func<int, int, double> weight)
    {
        double sum = 0;
        for (int i = 0; i < first.Count; i++)
        {
            for (int j = 0; j < second.Count; j++)
            {
                sum += weight(i, j) * first[i] * second[j];
            }
        }

        return sum;
    }

    /// <summary>Cohen's kappa under a weight: 1 - observed / expected disagreement. NaN where none is expected.</summary>
    /// <remarks><b>Source:</b> Cohen, Psychological Bulletin 70 (1968), 213-220.</remarks>
    public static double Kappa(ConfusionCounts counts, Func<int, int, double> weight)
    {
        double expected = MarginSum(counts.Actual, counts.Predicted, weight);
        return expected == 0 ? double.NaN : 1 - (counts.WeightedSum(weight) * counts.Total / expected);
    }

    /// <summary>Mean sensitivity of the classes that occur.</summary>
    public static double BalancedAccuracy(ConfusionCounts counts)
    {
        double sum = 0;
        for (int k = 0; k < counts.Classes; k++)
        {
            sum += counts.Actual[k] == 0 ? 0 : (double)counts[k, k] / counts.Actual[k];
        }

        return sum / counts.PresentClasses;
    }

    /// <summary>Matthews' correlation for K classes. NaN where the actual or the predicted classes do not vary.</summary>
    /// <remarks><b>Source:</b> Gorodkin, Computational Biology and Chemistry 28 (2004), 367-374.</remarks>
    public static double MatthewsCorrelation(ConfusionCounts counts)
    {
        double n = counts.Total;
        double actual = (n * n) - counts.Actual.Sum(count => (double)count * count);
        double predicted = (n * n) - counts.Predicted.Sum(count => (double)count * count);
        if (actual == 0 || predicted == 0)
        {
            return double.NaN;
        }

        double byChance = 0;
        for (int k = 0; k < counts.Classes; k++)
        {
            byChance += (double)counts.Actual[k] * counts.Predicted[k];
        }

        return ((counts.Correct * n) - byChance) / Math.Sqrt(actual) / Math.Sqrt(predicted);
    }

    /// <summary>Mean absolute distance, averaged over the classes that occur.</summary>
    public static double MacroMeanAbsoluteError(ConfusionCounts counts)
    {
        double sum = 0;
        for (int i = 0; i < counts.Classes; i++)
        {
            double distance = 0;
            for (int j = 0; j < counts.Classes; j++)
            {
                distance += Distance(i, j) * counts[i, j];
            }

            sum += counts.Actual[i] == 0 ? 0 : distance / counts.Actual[i];
        }

        return sum / counts.PresentClasses;
    }
}
