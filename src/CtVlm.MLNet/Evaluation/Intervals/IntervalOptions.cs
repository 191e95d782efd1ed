namespace CtVlm.MLNet;

/// <summary>How intervals of a model's metrics are estimated.</summary>
public sealed record IntervalOptions : ResamplingOptions
{
    /// <summary>How the ends are found.</summary>
    /// <value><see cref="IntervalMethod.TransformedT"/>, the only one that kept its level from 40 patients on for every metric simulated.</value>
    public IntervalMethod Method { get; init; } = IntervalMethod.TransformedT;

    /// <inheritdoc cref="ResamplingOptions.Check"/>
    internal void Check() => Check(
        "EstimateIntervals",
        Enum.IsDefined(Method) && Method != IntervalMethod.ClopperPearson ? null : $"{nameof(Method)} must be one of those that resample, got {Method}");
}
