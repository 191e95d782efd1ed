using MathNet.Numerics.Distributions;

namespace CtVlm.MLNet;

/// <summary>The difference of two areas over the same rows, by DeLong's covariance.</summary>
internal sealed class DeLongDifference
{
    // Below this a variance is what rounding left of 0.
    private const double LeastVariance = 1e-15;

    /// <summary>Compares two scores of the same rows.</summary>
    public DeLongDifference(DeLong first, DeLong second)
    {
        Difference = first.Auroc - second.Auroc;
        Covariance = DeLong.Covariance(first, second);
        double variance = first.Variance + second.Variance - (2 * Covariance);
        Variance = variance <= LeastVariance ? 0 : variance;
        Z = Variance > 0 ? Difference / Math.Sqrt(Variance) : double.NaN;
        PValue = double.IsNaN(Z) ? double.NaN : 2 * Normal.CDF(0, 1, -Math.Abs(Z));
    }

    /// <summary>First minus second area.</summary>
    public double Difference { get; }

    /// <summary>Covariance of the two areas.</summary>
    public double Covariance { get; }

    /// <summary>Variance of the difference; 0 where it is no more than rounding, NaN of fewer than two positives or negatives.</summary>
    public double Variance { get; }

    /// <summary>Difference in standard errors; NaN where the variance is 0.</summary>
    public double Z { get; }

    /// <summary>Two-sided p; NaN where the variance is 0.</summary>
    public double PValue { get; }

    /// <summary>The difference +- z standard errors; undefined where the variance is 0.</summary>
    public ConfidenceBounds Interval(double confidenceLevel)
    {
        double half = DeLong.Z(confidenceLevel) * Math.Sqrt(Variance);
        return Variance > 0 ? new ConfidenceBounds(Difference - half, Difference + half) : ConfidenceBounds.Undefined;
    }
}
