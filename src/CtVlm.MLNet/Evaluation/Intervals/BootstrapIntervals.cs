using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace CtVlm.MLNet;

/// <summary>The ends of an interval from replicates, without fallbacks: undefined is undefined.</summary>
internal static class BootstrapIntervals
{
    // Below this the jackknife has no spread.
    private const double LeastSpread = 1e-24;

    /// <summary>Levels of the two quantiles of a two-sided level.</summary>
    public static ConfidenceBounds Nominal(double confidenceLevel) => new((1 - confidenceLevel) / 2, (1 + confidenceLevel) / 2);

    /// <summary>
    /// Levels whose normal quantiles are those of Student's t, times the factor that the bootstrap's variance lacks. Nominal where no degree of freedom is left.
    /// </summary>
    /// <remarks><b>Source:</b> Hesterberg, The American Statistician 69 (2015), 371-386, section 4.</remarks>
    public static ConfidenceBounds Expanded(double confidenceLevel, int units, int strata)
    {
        int freedom = units - strata;
        if (freedom < 1)
        {
            return Nominal(confidenceLevel);
        }

        double wide = Math.Sqrt((double)units / freedom) * StudentT.InvCDF(0, 1, freedom, (1 + confidenceLevel) / 2);
        return new ConfidenceBounds(Normal.CDF(0, 1, -wide), Normal.CDF(0, 1, wide));
    }

    /// <summary>Quantiles at two levels.</summary>
    public static ConfidenceBounds Percentile(ReplicateSample sample, ConfidenceBounds levels)
        => sample.Defined < 2 ? ConfidenceBounds.Undefined : new ConfidenceBounds(sample.Quantile(levels.Lower), sample.Quantile(levels.Upper));

    /// <summary>Levels corrected for bias and skewness; undefined where every replicate is on one side of the estimate or the jackknife has no spread.</summary>
    /// <remarks><b>Source:</b> Efron, Journal of the American Statistical Association 82 (1987), 171-185; acceleration as in scipy's bootstrap.</remarks>
    public static BcaLevels Corrected(ReplicateSample sample, double estimate, double[] jackknife, ConfidenceBounds levels)
    {
        double bias = Normal.InvCDF(0, 1, sample.Defined == 0 ? double.NaN : sample.ShareBelow(estimate));
        double acceleration = Acceleration(jackknife);
        return new BcaLevels(
            bias,
            acceleration,
            double.IsFinite(bias) && !double.IsNaN(acceleration)
                ? new ConfidenceBounds(Correct(levels.Lower, bias, acceleration), Correct(levels.Upper, bias, acceleration))
                : ConfidenceBounds.Undefined);
    }

    /// <summary>Standard error by the jackknife, over the replicates that are defined; NaN of fewer than two.</summary>
    /// <remarks><b>Source:</b> Efron and Tibshirani, An Introduction to the Bootstrap (1993), equation 11.5.</remarks>
    public static double JackknifeError(double[] jackknife)
    {
        double[] defined = Array.FindAll(jackknife, value => !double.IsNaN(value));
        double mean = defined.Sum() / defined.Length;
        return defined.Length < 2
            ? double.NaN
            : Math.Sqrt((defined.Length - 1.0) / defined.Length * defined.Sum(value => (value - mean) * (value - mean)));
    }

    /// <summary>Estimate +- t standard errors where the metric's range has become the real line; undefined at its ends and without spread.</summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="error">Its standard error, as it is.</param>
    /// <param name="metric">Knows the range.</param>
    /// <param name="confidenceLevel">Two-sided level.</param>
    /// <param name="freedom">Degrees of freedom: units less strata.</param>
    public static ConfidenceBounds TransformedT(double estimate, double error, ResampledMetric metric, double confidenceLevel, int freedom)
    {
        if (!(error > 0) || freedom < 1 || estimate <= metric.Least || estimate >= metric.Most)
        {
            return ConfidenceBounds.Undefined;
        }

        double half = StudentT.InvCDF(0, 1, freedom, (1 + confidenceLevel) / 2) * error;
        double above = estimate - metric.Least;
        if (double.IsInfinity(metric.Most))
        {
            double factor = Math.Exp(half / above);
            return new ConfidenceBounds(metric.Least + (above / factor), metric.Least + (above * factor));
        }

        double range = metric.Most - metric.Least;
        double logit = Math.Log(above / (metric.Most - estimate));
        double halfLogit = half * range / (above * (metric.Most - estimate));
        return new ConfidenceBounds(
            metric.Least + (range * SpecialFunctions.Logistic(logit - halfLogit)),
            metric.Least + (range * SpecialFunctions.Logistic(logit + halfLogit)));
    }

    private static double Acceleration(double[] jackknife)
    {
        double[] defined = Array.FindAll(jackknife, value => !double.IsNaN(value));
        double mean = defined.Sum() / defined.Length;
        double squares = defined.Sum(value => (mean - value) * (mean - value));
        return squares > LeastSpread ? defined.Sum(value => Math.Pow(mean - value, 3)) / (6 * Math.Pow(squares, 1.5)) : double.NaN;
    }

    private static double Correct(double level, double bias, double acceleration)
    {
        double shifted = bias + Normal.InvCDF(0, 1, level);
        return Normal.CDF(0, 1, bias + (shifted / (1 - (acceleration * shifted))));
    }
}
