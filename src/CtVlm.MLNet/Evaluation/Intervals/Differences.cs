using MathNet.Numerics.Distributions;

namespace CtVlm.MLNet;

/// <summary>Paired differences of replicates.</summary>
internal static class Differences
{
    private const double Slack = 1e-12;

    /// <summary>First minus second, metric by metric; NaN where either is undefined.</summary>
    public static Replicates Between(Replicates first, Replicates second, int metrics)
    {
        Replicates differences = new(first.Count, metrics);
        for (int replicate = 0; replicate < first.Count; replicate++)
        {
            ReadOnlySpan<double> a = first.Of(replicate);
            ReadOnlySpan<double> b = second.Of(replicate);
            Span<double> d = differences.Of(replicate);
            for (int metric = 0; metric < metrics; metric++)
            {
                d[metric] = a[metric] - b[metric];
            }
        }

        return differences;
    }

    /// <summary>Two-sided bootstrap p that the difference is 0: twice the smaller share of replicates on one side of it; NaN without replicates.</summary>
    /// <remarks><b>Source:</b> Davison and Hinkley, Bootstrap Methods and their Application (1997), section 4.4, with one added to counts and number.</remarks>
    public static double PValue(IReadOnlyCollection<double> defined)
    {
        if (defined.Count == 0)
        {
            return double.NaN;
        }

        int notAbove = defined.Count(d => d <= Slack);
        int notBelow = defined.Count(d => d >= -Slack);
        return Math.Min(1, 2 * (Math.Min(notAbove, notBelow) + 1.0) / (defined.Count + 1.0));
    }

    /// <summary>The bootstrap p that goes with expanded percentiles: below a level exactly where the expanded interval of that level leaves 0 out.</summary>
    /// <param name="pValue">p of <see cref="PValue"/>.</param>
    /// <param name="units">Units drawn.</param>
    /// <param name="strata">Strata drawn within.</param>
    /// <remarks><b>Source:</b> the levels of <see cref="BootstrapIntervals.Expanded"/>, solved for the level.</remarks>
    public static double ExpandedPValue(double pValue, int units, int strata)
    {
        int freedom = units - strata;
        if (!(pValue < 1) || freedom < 1)
        {
            return pValue;
        }

        return 2 * StudentT.CDF(0, 1, freedom, Normal.InvCDF(0, 1, pValue / 2) * Math.Sqrt((double)freedom / units));
    }
}
