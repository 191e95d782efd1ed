namespace CtVlm.MLNet;

/// <summary>One metric of two models on the same rows.</summary>
public sealed record MetricComparison
{
    /// <summary>One of <see cref="ClinicalMetricNames"/>.</summary>
    public required string Name { get; init; }

    /// <summary>The class, or the lowest positive class of the cut-point; null for a metric of all classes.</summary>
    public string? ClassName { get; init; }

    /// <summary>The first model's value; NaN where undefined.</summary>
    public required double First { get; init; }

    /// <summary>The second model's value; NaN where undefined.</summary>
    public required double Second { get; init; }

    /// <summary>First minus second; NaN where either is undefined.</summary>
    public double Difference => First - Second;

    /// <summary>Lower end of the difference's interval; NaN where undefined.</summary>
    public required double Lower { get; init; }

    /// <summary>Upper end of the difference's interval; NaN where undefined.</summary>
    public required double Upper { get; init; }

    /// <summary>Standard deviation of the defined paired differences; NaN of fewer than two.</summary>
    public required double StandardError { get; init; }

    /// <summary>How the ends were found in the end.</summary>
    public required IntervalMethod Method { get; init; }

    /// <summary>Resamples in which both models have the metric.</summary>
    public required int DefinedReplicates { get; init; }

    /// <summary>Resamples in which one has not.</summary>
    public required int UndefinedReplicates { get; init; }

    /// <summary>Two-sided p that the difference is 0, from the bootstrap; it agrees with a percentile interval. NaN where undefined.</summary>
    public required double BootstrapPValue { get; init; }

    /// <summary>Two-sided p that the models can be swapped within each patient, from sign flips; NaN where undefined.</summary>
    public required double PermutationPValue { get; init; }

    /// <summary>Sign flips in which the metric is undefined.</summary>
    public required int UndefinedPermutations { get; init; }

    /// <summary><see cref="PermutationPValue"/> adjusted by Holm for the metrics reported.</summary>
    public required double HolmPValue { get; init; }

    /// <summary><see cref="PermutationPValue"/> adjusted by Benjamini and Hochberg for the metrics reported.</summary>
    public required double BenjaminiHochbergPValue { get; init; }

    /// <summary>Why a value is NaN, why another method stands in, or what weakens the interval; null for nothing to say.</summary>
    public string? Note { get; init; }
}
