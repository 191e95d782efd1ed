namespace CtVlm.MLNet;

/// <summary>The metrics of the rows that share one value of the subgroup column. No subgroup is too small to be listed: read its counts first.</summary>
/// <typeparam name="TMetrics">The metrics of the whole.</typeparam>
public sealed class ClinicalSubgroup<TMetrics>
    where TMetrics : class
{
    internal ClinicalSubgroup(string? value, EvaluatedPart? part, TMetrics? metrics)
    {
        Value = value;
        Count = part?.Rows.Count ?? 0;
        Groups = part is null ? null : part.Groups;
        Metrics = metrics;
    }

    /// <summary>The value as text; null gathers the rows whose value is missing.</summary>
    public string? Value { get; }

    /// <summary>Rows evaluated, n.</summary>
    public long Count { get; }

    /// <summary>Distinct patients among them; null without a group column, or where <see cref="Count"/> is 0.</summary>
    public int? Groups { get; }

    /// <summary>The metrics, over the same classes as the whole; null where no row of the subgroup has a label.</summary>
    public TMetrics? Metrics { get; }
}
