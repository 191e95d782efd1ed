namespace CtVlm.MLNet;

/// <summary>Two models on the same rows: paired differences with intervals and tests. Immutable.</summary>
/// <remarks><b>Source:</b> definitions and what to use when in Evaluation/Intervals/README.md.</remarks>
public sealed class ClinicalComparison
{
    internal ClinicalComparison(ScoredRowsReading first, ScoredRowsReading second, IReadOnlyList<string> classNames, ComparisonOptions options)
    {
        Count = first.Rows.Count;
        MissingLabelRows = first.MissingLabelRows;
        Patients = first.Patients?.Count;
        ClassNames = classNames;
        Options = options;
        Metrics = Array.AsReadOnly(PredictionComparer.Compare(first.Rows, second.Rows, classNames, options));
        CutPoints = ResampledLosses.AreProbabilities(first.Rows) && ResampledLosses.AreProbabilities(second.Rows)
            ? [.. Enumerable.Range(1, classNames.Count - 1).Select(k => DeLongComparison.Of(first.Rows, second.Rows, k, classNames[k], options.ConfidenceLevel))]
            : [];
        McNemar = McNemarTest.Of(first.Rows, second.Rows);
    }

    /// <summary>Rows compared, n.</summary>
    public int Count { get; }

    /// <summary>Rows of the first data left out because their label is missing.</summary>
    public long MissingLabelRows { get; }

    /// <summary>Distinct patients among the rows; null where the rows were declared independent.</summary>
    public int? Patients { get; }

    /// <summary>
    /// Whether there are fewer patients than rows. Then <see cref="CutPoints"/> and <see cref="McNemar"/>, which take rows as independent, claim too much;
    /// the bootstrap and the permutation do not.
    /// </summary>
    public bool RowsAreClustered => Patients < Count;

    /// <summary>The K classes in the order of severity.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>What was asked for.</summary>
    public ComparisonOptions Options { get; }

    /// <summary>The metrics: those of all classes, then those of each class, then those of each cut-point.</summary>
    public IReadOnlyList<MetricComparison> Metrics { get; }

    /// <summary>DeLong's comparison of each of the K-1 cut-points; empty where the scores are not probabilities.</summary>
    public IReadOnlyList<DeLongComparison> CutPoints { get; }

    /// <summary>McNemar's test of the rows that only one model predicts right.</summary>
    public McNemarTest McNemar { get; }

    /// <summary>One metric.</summary>
    /// <param name="name">One of <see cref="ClinicalMetricNames"/>.</param>
    /// <param name="className">The class, or the lowest positive class of the cut-point; null for a metric of all classes.</param>
    /// <returns>The metric of both models.</returns>
    /// <exception cref="ArgumentException">There is none of that name and class.</exception>
    public MetricComparison Find(string name, string? className = null)
        => Metrics.FirstOrDefault(metric => metric.Name == name && metric.ClassName == className)
            ?? throw IntervalThrow.NoMetric(name, className, Metrics.Select(metric => MetricTable.Title(metric.Name, metric.ClassName)));

    /// <summary>A fixed-width table: both models, difference, interval and p values of each metric, DeLong, McNemar, then the notes.</summary>
    /// <returns>Lines separated by '\n', without a last one; numbers in invariant format with three decimals.</returns>
    public string ToTable() => ComparisonTable.Write(this);

    /// <summary>One JSON document with every value; NaN is null.</summary>
    /// <returns>Indented JSON, camel case, numbers in round-trip precision.</returns>
    public string ToJson() => ComparisonJson.Write(this);

    /// <summary>The same as <see cref="ToTable"/>.</summary>
    /// <returns>The table.</returns>
    public override string ToString() => ToTable();
}
