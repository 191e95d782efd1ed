namespace CtVlm.MLNet;

/// <summary>Sensitivity against 1 - specificity for "this class or a higher one", over all thresholds of the classes' summed probabilities.</summary>
/// <remarks><b>Source:</b> Fawcett, An introduction to ROC analysis, Pattern Recognition Letters 27 (2006), 861-874; equal scores give one point.</remarks>
/// <param name="Class">The lowest positive class.</param>
/// <param name="Positives">Rows of that class or a higher one.</param>
/// <param name="FalsePositiveRates">Rising from 0 to 1.</param>
/// <param name="TruePositiveRates">Rising from 0 to 1.</param>
internal sealed record RocCurve(int Class, int Positives, double[] FalsePositiveRates, double[] TruePositiveRates)
{
    /// <summary>Area under the curve, ties half: 0 to 1.</summary>
    public double Auroc => Enumerable.Range(1, FalsePositiveRates.Length - 1)
        .Sum(i => (FalsePositiveRates[i] - FalsePositiveRates[i - 1]) * (TruePositiveRates[i] + TruePositiveRates[i - 1]) / 2);

    /// <summary>The curve of every cut-point that has rows on both sides.</summary>
    public static IReadOnlyList<RocCurve> Of(ScoredRows rows) =>
        [.. Enumerable.Range(1, rows.Classes - 1).Where(k => rows.Actual.Any(a => a >= k) && rows.Actual.Any(a => a < k)).Select(k => At(rows, k))];

    private static RocCurve At(ScoredRows rows, int cut)
    {
        (double Score, bool IsPositive)[] cases = [.. Enumerable.Range(0, rows.Count).Select(row => (Sum(rows.ScoresOf(row)[cut..]), rows.Actual[row] >= cut))];
        int positives = cases.Count(c => c.IsPositive), negatives = cases.Length - positives;
        List<double> falses = [0], trues = [0];
        int truePositives = 0, falsePositives = 0;
        foreach (IGrouping<double, (double Score, bool IsPositive)> tied in cases.GroupBy(c => c.Score).OrderByDescending(g => g.Key))
        {
            truePositives += tied.Count(c => c.IsPositive);
            falsePositives += tied.Count(c => !c.IsPositive);
            falses.Add((double)falsePositives / negatives);
            trues.Add((double)truePositives / positives);
        }

        return new RocCurve(cut, positives, [.. falses], [.. trues]);
    }

    private static double Sum(ReadOnlySpan<double> scores)
    {
        double sum = 0;
        foreach (double score in scores)
        {
            sum += score;
        }

        return sum;
    }
}
