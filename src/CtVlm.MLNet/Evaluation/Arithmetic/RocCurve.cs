namespace CtVlm.MLNet;

/// <summary>The ROC curve as counts: one point a distinct score, rows called positive where score >= threshold, thresholds falling.</summary>
/// <remarks>
/// The point where nobody is called positive (threshold +infinity) comes first. Scores hold no NaN.
/// <b>Source:</b> Fawcett, Pattern Recognition Letters 27 (2006), 861-874.
/// </remarks>
internal sealed class RocCurve
{
    private const double Slack = 1e-9;
    private readonly List<Point> _points = [new Point(double.PositiveInfinity, 0, 0)];

    /// <summary>Builds the curve; one sort.</summary>
    public RocCurve(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive)
    {
        double[] rising = scores.ToArray();
        bool[] flags = positive.ToArray();
        Array.Sort(rising, flags);
        for (int i = rising.Length - 1; i >= 0; i--)
        {
            Positives += flags[i] ? 1 : 0;
            Negatives += flags[i] ? 0 : 1;
            if (i == 0 || rising[i - 1] != rising[i])
            {
                _points.Add(new Point(rising[i], Positives, Negatives));
            }
        }
    }

    /// <summary>Rows that are positive.</summary>
    public int Positives { get; }

    /// <summary>Rows that are not.</summary>
    public int Negatives { get; }

    /// <summary>False and true positive rates of the points, rising from 0 to 1; both sides must have rows.</summary>
    public (double[] False, double[] True) Rates() => ([.. _points.Select(Rate)], [.. _points.Select(point => (double)point.TruePositives / Positives)]);

    /// <summary>Average precision: sum over thresholds of the step in recall times the precision there. NaN without a positive row.</summary>
    /// <remarks>Rows of equal score enter together. <b>Source:</b> Zhu, Recall, precision and average precision, University of Waterloo (2004).</remarks>
    public double AveragePrecision()
    {
        double sum = 0;
        for (int i = 1; i < _points.Count; i++)
        {
            Point point = _points[i];
            int found = point.TruePositives - _points[i - 1].TruePositives;
            sum += found * ((double)point.TruePositives / (point.TruePositives + point.FalsePositives));
        }

        return sum / Positives;
    }

    /// <summary>The largest sensitivity among thresholds whose specificity reaches the target, and the highest threshold that gives it.</summary>
    /// <param name="specificity">Target, [0, 1].</param>
    /// <returns>Sensitivity and threshold, +infinity where only calling nobody positive reaches the target; both NaN where one class is absent.</returns>
    public (double Sensitivity, double Threshold) StepAt(double specificity)
    {
        if (Positives == 0 || Negatives == 0)
        {
            return (double.NaN, double.NaN);
        }

        Point best = _points[0];
        foreach (Point point in _points)
        {
            bool reaches = Negatives - point.FalsePositives >= (specificity * Negatives) - Slack;
            best = reaches && point.TruePositives > best.TruePositives ? point : best;
        }

        return ((double)best.TruePositives / Positives, best.Threshold);
    }

    /// <summary>Height of the joined curve at the false positive rate 1 - specificity; a vertical stretch counts with its top.</summary>
    /// <param name="specificity">Target, [0, 1].</param>
    /// <returns>Sensitivity; NaN where one class is absent.</returns>
    public double LinearAt(double specificity)
    {
        if (Positives == 0 || Negatives == 0)
        {
            return double.NaN;
        }

        double rate = 1 - specificity;
        int left = _points.FindLastIndex(point => Rate(point) <= rate + Slack);
        double height = (double)_points[left].TruePositives / Positives;
        if (left == _points.Count - 1 || Rate(_points[left]) >= rate - Slack)
        {
            return height;
        }

        double next = (double)_points[left + 1].TruePositives / Positives;
        return height + ((next - height) * (rate - Rate(_points[left])) / (Rate(_points[left + 1]) - Rate(_points[left])));
    }

    private double Rate(Point point) => (double)point.FalsePositives / Negatives;

    private readonly record struct Point(double Threshold, int TruePositives, int FalsePositives);
}
