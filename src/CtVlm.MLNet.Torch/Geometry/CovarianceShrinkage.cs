namespace CtVlm.MLNet.Torch;

/// <summary>How far a covariance is drawn towards a multiple of the identity: (1 - alpha) S + alpha tr(S)/D I, S with divisor N.</summary>
/// <remarks>Shrinkage makes a covariance of few rows invertible. <b>Source:</b> Ledoit and Wolf, A well-conditioned estimator for large-dimensional covariance matrices, J. Multivariate Analysis 88, 2004.</remarks>
public sealed class CovarianceShrinkage
{
    private CovarianceShrinkage(double? alpha) => Alpha = alpha;

    /// <summary>The covariance as it is.</summary>
    public static CovarianceShrinkage None { get; } = new(0);

    /// <summary>Alpha from the training rows, by the formula of Ledoit and Wolf.</summary>
    public static CovarianceShrinkage LedoitWolf { get; } = new((double?)null);

    /// <summary>The share of the identity; null: found from the rows.</summary>
    public double? Alpha { get; }

    /// <summary>Whether the covariance is left as it is.</summary>
    internal bool IsNone => ReferenceEquals(this, None);

    /// <summary>A given alpha.</summary>
    /// <param name="alpha">0 to 1.</param>
    /// <returns>The shrinkage.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Alpha is not in 0 to 1.</exception>
    public static CovarianceShrinkage Fixed(double alpha) => alpha is >= 0 and <= 1
        ? new CovarianceShrinkage(alpha)
        : throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The share of the identity is 0 to 1.");
}
