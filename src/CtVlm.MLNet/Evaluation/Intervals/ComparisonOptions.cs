namespace CtVlm.MLNet;

/// <summary>How two models are compared on the same rows.</summary>
public sealed record ComparisonOptions : ResamplingOptions
{
    /// <summary>How the ends of the differences' intervals are found; the bootstrap p is widened where the interval is.</summary>
    /// <value><see cref="IntervalMethod.ExpandedPercentile"/>.</value>
    public IntervalMethod Method { get; init; } = IntervalMethod.ExpandedPercentile;

    /// <summary>What the first model is called in the reports.</summary>
    /// <value>A.</value>
    public string FirstName { get; init; } = "A";

    /// <summary>What the second model is called in the reports.</summary>
    /// <value>B.</value>
    public string SecondName { get; init; } = "B";

    /// <inheritdoc cref="ResamplingOptions.Check"/>
    internal void Check() => Check(
        "ComparePredictions",
        Method is IntervalMethod.Percentile or IntervalMethod.BiasCorrectedAccelerated or IntervalMethod.ExpandedPercentile or IntervalMethod.ExpandedBiasCorrectedAccelerated
            ? null
            : $"{nameof(Method)} must be one of percentiles or BCa, got {Method}: a difference has no range to transform");
}
