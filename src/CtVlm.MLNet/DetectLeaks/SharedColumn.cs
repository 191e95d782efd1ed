namespace CtVlm.MLNet;

/// <summary>Values of a column that must not be on both sides.</summary>
/// <param name="Kind">The leak it would be.</param>
/// <param name="Name">The column.</param>
/// <param name="Values">Value of each row; null: none, not compared. Kept only while leaks are looked for.</param>
internal sealed record SharedColumn(CtLeakKind Kind, string Name, List<string?> Values)
{
    /// <summary>Rows whose value is on another side or in another fold too; null without any.</summary>
    public CtLeakFinding? Search(LeakRows rows, int limit)
    {
        Dictionary<string, int> partOf = new(StringComparer.Ordinal);
        HashSet<string> shared = new(StringComparer.Ordinal);
        for (int row = 0; row < Values.Count; row++)
        {
            if (Values[row] is { } value && !partOf.TryAdd(value, rows.PartOf(row)) && partOf[value] != rows.PartOf(row))
            {
                shared.Add(value);
            }
        }

        return shared.Count == 0 ? null : rows.Find(
            Kind,
            Name,
            Enumerable.Range(0, Values.Count).Where(row => Values[row] is { } value && shared.Contains(value)),
            limit,
            $"{shared.Count} {(shared.Count == 1 ? "value is" : "different values are")} {(rows.IsOfFolds ? "in more than one fold" : "on both sides")}.");
    }

    /// <summary>What is said of rows that were not compared; null without any.</summary>
    public string? Note()
    {
        int missing = Values.Count(value => value is null);
        return missing == 0 ? null : $"{missing} of {Values.Count} rows have nothing to compare in '{Name}' ({Kind}).";
    }
}
