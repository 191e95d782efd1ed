using System.Globalization;

namespace CtVlm.MLNet;

/// <summary>Proper scores of predicted probabilities, means over rows. Meaningful only where <see cref="WhyNone"/> is null.</summary>
internal static class ProbabilityScores
{
    /// <summary>How far a row's sum may be from 1: what rounding to Single leaves, with room.</summary>
    public const double SumTolerance = 1e-3;

    // Probabilities of 0 and 1 would give an infinite or no loss: the distance of 1 from its neighbour.
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>Null where every row's scores are probabilities, each in [0, 1] and their sum within <see cref="SumTolerance"/> of 1; else the reason.</summary>
    public static string? WhyNone(ScoredRows rows)
    {
        int unfit = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            unfit += IsDistribution(rows.ScoresOf(i)) ? 0 : 1;
        }

        return unfit == 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"scores of {unfit} of {rows.Count} rows are no probabilities (each in [0, 1], sum 1 within {SumTolerance})");
    }

    /// <summary>The first row whose scores are no probabilities among rows of which at least half are; -1 where all are, or most are margins.</summary>
    // Margins that happen to look like probabilities are rare: where half of the rows do, they are meant so, and a row that does not is a fault.
    public static int FindOddRow(ReadOnlySpan<double> scores, int classes)
    {
        int rows = scores.Length / classes, odd = 0, first = -1;
        for (int row = rows - 1; row >= 0; row--)
        {
            if (!IsDistribution(scores.Slice(row * classes, classes)))
            {
                odd++;
                first = row;
            }
        }

        return 2 * odd <= rows ? first : -1;
    }

    /// <summary>Mean of -ln of the actual class's probability, clipped to [2^-52, 1 - 2^-52]; in nats.</summary>
    public static double LogLoss(ScoredRows rows)
    {
        double sum = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            sum -= Math.Log(Math.Clamp(rows.ScoresOf(i)[rows.Actual[i]], Epsilon, 1 - Epsilon));
        }

        return sum / rows.Count;
    }

    /// <summary>Mean over rows of the summed squared distance to the actual class, over all classes; [0, 2].</summary>
    /// <remarks><b>Source:</b> Brier, Monthly Weather Review 78 (1950), 1-3.</remarks>
    public static double Brier(ScoredRows rows)
    {
        double sum = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            ReadOnlySpan<double> scores = rows.ScoresOf(i);
            for (int k = 0; k < scores.Length; k++)
            {
                double distance = scores[k] - (rows.Actual[i] == k ? 1 : 0);
                sum += distance * distance;
            }
        }

        return sum / rows.Count;
    }

    /// <summary>Ranked probability score: mean over rows of the summed squared distance of cumulative probabilities; [0, K - 1].</summary>
    /// <remarks><b>Source:</b> Epstein, Journal of Applied Meteorology 8 (1969), 985-987.</remarks>
    public static double RankedProbability(ScoredRows rows)
    {
        double sum = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            ReadOnlySpan<double> scores = rows.ScoresOf(i);
            double cumulative = 0;
            for (int k = 0; k < scores.Length - 1; k++)
            {
                cumulative += scores[k];
                double distance = cumulative - (rows.Actual[i] <= k ? 1 : 0);
                sum += distance * distance;
            }
        }

        return sum / rows.Count;
    }

    /// <summary>The lowest score below 0, or the first above 1; -1 where all lie between.</summary>
    public static int FindOutside(ReadOnlySpan<double> scores)
    {
        int lowest = -1, above = -1;
        for (int k = scores.Length - 1; k >= 0; k--)
        {
            lowest = scores[k] < 0 && (lowest < 0 || scores[k] < scores[lowest]) ? k : lowest;
            above = scores[k] > 1 ? k : above;
        }

        return lowest >= 0 ? lowest : above;
    }

    /// <summary>The sum.</summary>
    public static double Sum(ReadOnlySpan<double> scores)
    {
        double sum = 0;
        foreach (double score in scores)
        {
            sum += score;
        }

        return sum;
    }

    private static bool IsDistribution(ReadOnlySpan<double> scores) => FindOutside(scores) < 0 && Math.Abs(Sum(scores) - 1) <= SumTolerance;
}
