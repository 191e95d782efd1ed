namespace CtVlm.MLNet;

/// <summary>Rows whose predicted class has a probability within a tenth.</summary>
/// <remarks><b>Source:</b> Guo, Pleiss, Sun and Weinberger, On calibration of modern neural networks, ICML 2017, section 2 (reliability of the top label, expected calibration error).</remarks>
/// <param name="Start">Lower end, not included but for 0.</param>
/// <param name="End">Upper end, included.</param>
/// <param name="Rows">How many.</param>
/// <param name="Confidence">Mean probability of the predicted class.</param>
/// <param name="Accuracy">Share predicted right.</param>
internal sealed record ReliabilityBin(double Start, double End, int Rows, double Confidence, double Accuracy)
{
    private const int Bins = 10;

    /// <summary>The bins that hold rows, rising.</summary>
    /// <param name="rows">Rows with probabilities.</param>
    public static IReadOnlyList<ReliabilityBin> Of(ScoredRows rows)
    {
        (double Confidence, bool IsRight)[] cases =
            [.. Enumerable.Range(0, rows.Count).Select(row => (rows.ScoresOf(row)[rows.Predicted[row]], rows.Predicted[row] == rows.Actual[row]))];
        return
        [
            .. cases.GroupBy(c => Math.Clamp((int)Math.Ceiling(c.Confidence * Bins) - 1, 0, Bins - 1)).OrderBy(bin => bin.Key).Select(bin => new ReliabilityBin(
                (double)bin.Key / Bins, (bin.Key + 1.0) / Bins, bin.Count(), bin.Average(c => c.Confidence), bin.Average(c => c.IsRight ? 1.0 : 0.0))),
        ];
    }

    /// <summary>Mean distance of confidence and accuracy over the rows: the expected calibration error, 0 to 1.</summary>
    public static double ExpectedCalibrationError(IReadOnlyList<ReliabilityBin> bins) =>
        bins.Sum(bin => bin.Rows * Math.Abs(bin.Accuracy - bin.Confidence)) / bins.Sum(bin => bin.Rows);
}
