namespace CtVlm.MLNet;

/// <summary>A model's metrics with confidence intervals. Immutable.</summary>
/// <remarks><b>Source:</b> definitions and what to use when in Evaluation/Intervals/README.md.</remarks>
public sealed class ClinicalIntervals
{
    internal ClinicalIntervals(ScoredRowsReading reading, IReadOnlyList<string> classNames, IntervalOptions options)
    {
        Count = reading.Rows.Count;
        MissingLabelRows = reading.MissingLabelRows;
        Patients = reading.Patients?.Count;
        ClassNames = classNames;
        Options = options;
        Metrics = Array.AsReadOnly(IntervalEstimator.Estimate(reading.Rows, classNames, options));
    }

    /// <summary>Rows evaluated, n.</summary>
    public int Count { get; }

    /// <summary>Rows left out because their label is missing.</summary>
    public long MissingLabelRows { get; }

    /// <summary>Distinct patients among the rows; null where the rows were declared independent.</summary>
    public int? Patients { get; }

    /// <summary>The K classes in the order of severity.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>What was asked for.</summary>
    public IntervalOptions Options { get; }

    /// <summary>The metrics: those of all classes, then those of each class, then those of each cut-point.</summary>
    public IReadOnlyList<MetricInterval> Metrics { get; }

    /// <summary>One metric.</summary>
    /// <param name="name">One of <see cref="ClinicalMetricNames"/>.</param>
    /// <param name="className">The class, or the lowest positive class of the cut-point; null for a metric of all classes.</param>
    /// <returns>The metric with its interval.</returns>
    /// <exception cref="ArgumentException">There is none of that name and class.</exception>
    public MetricInterval Find(string name, string? className = null)
        => Metrics.FirstOrDefault(metric => metric.Name == name && metric.ClassName == className)
            ?? throw IntervalThrow.NoMetric(name, className, Metrics.Select(metric => MetricTable.Title(metric.Name, metric.ClassName)));

    /// <summary>A fixed-width table: estimate, interval, standard error, method and resamples of each metric, then the notes.</summary>
    /// <returns>Lines separated by '\n', without a last one; numbers in invariant format with three decimals.</returns>
    public string ToTable() => IntervalTable.Write(this);

    /// <summary>One JSON document with every value; NaN is null.</summary>
    /// <returns>Indented JSON, camel case, numbers in round-trip precision.</returns>
    public string ToJson() => IntervalJson.Write(this);

    /// <summary>The same as <see cref="ToTable"/>.</summary>
    /// <returns>The table.</returns>
    public override string ToString() => ToTable();
}
