namespace CtVlm.MLNet;

/// <summary>Sensitivity against 1 - specificity for "this class or a higher one", over all thresholds of the classes' summed probabilities.</summary>
/// <param name="Class">The lowest positive class.</param>
/// <param name="Positives">Rows of that class or a higher one.</param>
/// <param name="Area">Area under the curve, ties half: 0 to 1.</param>
/// <param name="FalsePositiveRates">Rising from 0 to 1.</param>
/// <param name="TruePositiveRates">Rising from 0 to 1.</param>
internal sealed record CutPointCurve(int Class, int Positives, double Area, double[] FalsePositiveRates, double[] TruePositiveRates)
{
    /// <summary>The curve of every cut-point that has rows on both sides.</summary>
    public static CutPointCurve[] Of(ScoredRows rows) =>
        [.. Enumerable.Range(1, rows.Classes - 1).Where(k => rows.Actual.Any(a => a >= k) && rows.Actual.Any(a => a < k)).Select(k => At(rows, k))];

    private static CutPointCurve At(ScoredRows rows, int cut)
    {
        TwoWayRows sides = TwoWayRows.FromClass(rows, cut, noProbabilities: null);
        RocCurve curve = new(sides.Scores, sides.Positive);
        (double[] falses, double[] trues) = curve.Rates();
        return new CutPointCurve(cut, curve.Positives, Auroc.Of(sides.Scores, sides.Positive), falses, trues);
    }
}
