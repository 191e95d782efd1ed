using System.Globalization;
using MathNet.Numerics.Distributions;

namespace CtVlm.MLNet;

/// <summary>Intervals of a share of independent successes: rows of one patient are not independent, so count patients where rows are clustered.</summary>
public static class ProportionIntervals
{
    /// <summary>Wilson's score interval without continuity correction: on average the level asked for, narrower than the exact one.</summary>
    /// <param name="successes">Successes, 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">Trials; 0 gives an undefined interval.</param>
    /// <param name="confidenceLevel">Above 0 and below 1.</param>
    /// <returns>The ends, exactly 0 at no and exactly 1 at all successes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    /// <remarks><b>Source:</b> Wilson, Journal of the American Statistical Association 22 (1927), 209-212.</remarks>
    public static ConfidenceBounds Wilson(long successes, long trials, double confidenceLevel = IntervalDefaults.ConfidenceLevel)
    {
        Check(successes, trials, confidenceLevel);
        if (trials == 0)
        {
            return ConfidenceBounds.Undefined;
        }

        double n = trials;
        double p = successes / n;
        double z = Normal.InvCDF(0, 1, (1 + confidenceLevel) / 2);
        double middle = p + (z * z / (2 * n));
        double half = z * Math.Sqrt((p * (1 - p) / n) + (z * z / (4 * n * n)));
        double scale = 1 + (z * z / n);
        return new ConfidenceBounds(successes == 0 ? 0 : (middle - half) / scale, successes == trials ? 1 : (middle + half) / scale);
    }

    /// <summary>Clopper and Pearson's exact interval: never below the level asked for.</summary>
    /// <param name="successes">Successes, 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">Trials; 0 gives an undefined interval.</param>
    /// <param name="confidenceLevel">Above 0 and below 1.</param>
    /// <returns>The ends, exactly 0 at no and exactly 1 at all successes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    /// <remarks><b>Source:</b> Clopper and Pearson, Biometrika 26 (1934), 404-413.</remarks>
    public static ConfidenceBounds ClopperPearson(long successes, long trials, double confidenceLevel = IntervalDefaults.ConfidenceLevel)
    {
        Check(successes, trials, confidenceLevel);
        if (trials == 0)
        {
            return ConfidenceBounds.Undefined;
        }

        double tail = (1 - confidenceLevel) / 2;
        long failures = trials - successes;
        return new ConfidenceBounds(
            successes == 0 ? 0 : Beta.InvCDF(successes, failures + 1, tail),
            failures == 0 ? 1 : Beta.InvCDF(successes + 1, failures, 1 - tail));
    }

    private static void Check(long successes, long trials, double confidenceLevel)
    {
        if (trials < 0 || successes < 0 || successes > trials)
        {
            throw new ArgumentOutOfRangeException(
                nameof(successes),
                string.Create(CultureInfo.InvariantCulture, $"Proportion: {successes} successes of {trials} trials; 0 <= successes <= trials expected. Count both anew."));
        }

        IntervalThrow.CheckLevel(confidenceLevel, nameof(confidenceLevel));
    }
}
