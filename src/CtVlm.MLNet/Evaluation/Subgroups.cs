namespace CtVlm.MLNet;

/// <summary>Splits rows by the value of a column and evaluates each part.</summary>
internal static class Subgroups
{
    /// <summary>One entry a value, in rising order, missing last; none without a subgroup column.</summary>
    /// <param name="read">The rows read.</param>
    /// <param name="evaluate">Metrics of a part, given its rows and their numbers among all.</param>
    public static IReadOnlyList<ClinicalSubgroup<TMetrics>> Of<TMetrics>(ReadRows read, Func<EvaluatedPart, int[], TMetrics> evaluate)
        where TMetrics : class
    {
        List<ClinicalSubgroup<TMetrics>> subgroups = [];
        foreach (SubgroupRows subgroup in read.Subgroups)
        {
            int[] rows = [.. subgroup.Rows];
            if (rows.Length == 0)
            {
                subgroups.Add(new ClinicalSubgroup<TMetrics>(subgroup.Value, null, null));
                continue;
            }

            EvaluatedPart part = new(read.All.Rows.Select(rows), read.All.Axis, subgroup.MissingLabelRows);
            subgroups.Add(new ClinicalSubgroup<TMetrics>(subgroup.Value, part, evaluate(part, rows)));
        }

        return subgroups.AsReadOnly();
    }
}
