namespace CtVlm.MLNet;

/// <summary>Accuracy against the share kept.</summary>
/// <remarks><b>Source:</b> Geifman and El-Yaniv, NIPS 2017 (risk and coverage); Geifman, Uziel and El-Yaniv, ICLR 2019 (area and its excess).</remarks>
internal static class AbstentionArithmetic
{
    /// <summary>A point for each distinct confidence, by falling threshold.</summary>
    /// <param name="rows">Rows with a prediction.</param>
    /// <param name="total">All rows, those without a prediction included.</param>
    public static List<AbstentionPoint> Points(IEnumerable<ConfidentRow> rows, int total)
    {
        List<AbstentionPoint> points = [];
        int kept = 0, correct = 0;
        foreach (IGrouping<float, ConfidentRow> tie in rows.GroupBy(row => row.Confidence).OrderByDescending(tie => tie.Key))
        {
            kept += tie.Count();
            correct += tie.Count(row => row.IsCorrect);
            points.Add(new AbstentionPoint(tie.Key, kept, (double)kept / total, correct, (double)correct / kept));
        }

        return points;
    }

    /// <summary>Mean over i = 1..n of the share of errors among the i most confident; rows of one confidence come in random order, of which this is the exact mean. NaN of nothing.</summary>
    public static double Area(IReadOnlyList<AbstentionPoint> points)
    {
        double sum = 0;
        int before = 0, errors = 0;
        foreach (AbstentionPoint point in points)
        {
            int size = point.Kept - before, more = point.Kept - point.Correct - errors;
            for (int i = 1; i <= size; i++)
            {
                sum += (errors + ((double)more * i / size)) / (before + i);
            }

            before = point.Kept;
            errors += more;
        }

        return sum / before;
    }

    /// <summary>The same where all errors are the least confident.</summary>
    public static double SmallestArea(int rows, int errors)
    {
        double sum = 0;
        for (int i = 1; i <= errors; i++)
        {
            sum += (double)i / (rows - errors + i);
        }

        return sum / rows;
    }
}
