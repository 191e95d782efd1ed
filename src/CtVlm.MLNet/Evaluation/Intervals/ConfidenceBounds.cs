namespace CtVlm.MLNet;

/// <summary>The ends of a confidence interval.</summary>
/// <param name="Lower">The lower end; NaN where the interval is undefined.</param>
/// <param name="Upper">The upper end; NaN where the interval is undefined.</param>
public readonly record struct ConfidenceBounds(double Lower, double Upper)
{
    /// <summary>An interval without ends.</summary>
    public static ConfidenceBounds Undefined { get; } = new(double.NaN, double.NaN);

    /// <summary>Whether both ends are numbers.</summary>
    public bool IsDefined => !double.IsNaN(Lower) && !double.IsNaN(Upper);
}
