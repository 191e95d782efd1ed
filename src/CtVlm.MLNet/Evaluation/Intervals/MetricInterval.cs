namespace CtVlm.MLNet;

/// <summary>A metric with its confidence interval.</summary>
public sealed record MetricInterval
{
    /// <summary>One of <see cref="ClinicalMetricNames"/>.</summary>
    public required string Name { get; init; }

    /// <summary>The class, or the lowest positive class of the cut-point; null for a metric of all classes.</summary>
    public string? ClassName { get; init; }

    /// <summary>The metric of all rows; NaN where undefined, with the reason in <see cref="Note"/>.</summary>
    public required double Estimate { get; init; }

    /// <summary>Lower end; NaN where undefined.</summary>
    public required double Lower { get; init; }

    /// <summary>Upper end; NaN where undefined.</summary>
    public required double Upper { get; init; }

    /// <summary>Standard deviation of the defined replicates; NaN of fewer than two.</summary>
    public required double StandardError { get; init; }

    /// <summary>How the ends were found in the end: not always as asked for, see <see cref="Note"/>.</summary>
    public required IntervalMethod Method { get; init; }

    /// <summary>Resamples in which the metric has a value; the interval rests on these.</summary>
    public required int DefinedReplicates { get; init; }

    /// <summary>Resamples in which it has none, for instance because a class is absent.</summary>
    public required int UndefinedReplicates { get; init; }

    /// <summary>Why a value is NaN, why another method stands in, or what weakens the interval; null for nothing to say.</summary>
    public string? Note { get; init; }
}
