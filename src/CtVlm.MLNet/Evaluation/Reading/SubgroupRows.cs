namespace CtVlm.MLNet;

/// <summary>The rows that share one value of the subgroup column.</summary>
/// <param name="Value">The value as text; null where missing.</param>
internal sealed record SubgroupRows(string? Value)
{
    /// <summary>Numbers of the labelled rows, rising.</summary>
    public List<int> Rows { get; } = [];

    /// <summary>Rows without label.</summary>
    public long MissingLabelRows { get; set; }
}
