namespace CtVlm.MLNet.Torch;

/// <summary>How a covariance is whitened.</summary>
/// <param name="Components">How many leading directions; null: all D.</param>
/// <param name="Epsilon">Added to each variance, in squared units of the rows; 0 or more.</param>
/// <param name="Shrinkage">How far the covariance is drawn to the identity.</param>
internal sealed record WhiteningSettings(int? Components, double Epsilon, CovarianceShrinkage Shrinkage)
{
    /// <summary>Checked settings.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Components is below 1, or epsilon below 0 or not finite.</exception>
    public static WhiteningSettings Create(int? components, double epsilon, CovarianceShrinkage? shrinkage)
    {
        if (components is < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(components), components, "One component or more.");
        }

        return double.IsFinite(epsilon) && epsilon >= 0
            ? new WhiteningSettings(components, epsilon, shrinkage ?? CovarianceShrinkage.None)
            : throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "Epsilon is finite and 0 or more.");
    }

    /// <summary>The divisor of the covariance: N with shrinkage, as its formula is stated, else N - 1.</summary>
    public double Divisor(int count) => Shrinkage.IsNone ? count - 1 : count;

    /// <summary>What to do about rows of too low a rank, where it is not the usual.</summary>
    public string? Advice { get; init; }

    /// <summary>What to do about rows of too low a rank.</summary>
    public string Advise(int rank) => Advice ?? (Components is null
        ? $"Give an epsilon above 0 or a shrinkage, ask for at most {rank} components, or train on more rows."
        : $"Ask for at most {rank} components, or train on more rows.");
}
