namespace CtVlm.MLNet;

/// <summary>Defaults of intervals and comparisons.</summary>
internal static class IntervalDefaults
{
    /// <summary>Confidence level.</summary>
    public const double ConfidenceLevel = 0.95;

    /// <summary>Bootstrap resamples, and sign flips.</summary>
    public const int Resamples = 2000;

    /// <summary>Seed.</summary>
    public const int Seed = 1;
}
