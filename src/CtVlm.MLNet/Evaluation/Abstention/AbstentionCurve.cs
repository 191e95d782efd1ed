namespace CtVlm.MLNet;

/// <summary>What abstaining is worth: the accuracy of the predictions that are left, for every threshold on the highest probability.</summary>
/// <remarks>Immutable. A prediction is the class of the highest probability, the lowest slot on ties. <b>Source:</b> Geifman and El-Yaniv, NIPS 2017; definitions in CalibrateScores/README.md.</remarks>
public sealed record AbstentionCurve
{
    /// <summary>Rows with a label: what shares refer to.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows left out because they have no label.</summary>
    public required long MissingLabelRows { get; init; }

    /// <summary>Labelled rows whose scores are NaN or infinite: no threshold keeps them.</summary>
    public required int MissingScoreRows { get; init; }

    /// <summary>Distinct patients of the labelled rows; null without a group column.</summary>
    public required int? Patients { get; init; }

    /// <summary>A point for each distinct highest probability, by falling threshold; the last one keeps every row that has scores. Empty where none has.</summary>
    public required IReadOnlyList<AbstentionPoint> Points { get; init; }

    /// <summary>
    /// Area under risk against coverage: mean over i of the share of errors among the i most confident rows, rows of equal confidence in random order. Lower is better; rows all of one
    /// confidence give exactly the share of errors. NaN where no row has scores.
    /// </summary>
    public required double RiskCoverageArea { get; init; }

    /// <summary>What the area would be with all errors the least confident, for as many errors; NaN where no row has scores.</summary>
    public required double SmallestRiskCoverageArea { get; init; }

    /// <summary>How far the area is from the smallest one: 0 where confidence tells every error apart.</summary>
    public double ExcessArea => RiskCoverageArea - SmallestRiskCoverageArea;

    /// <summary>The point of the highest threshold that keeps at least a share of the rows.</summary>
    /// <param name="share">Above 0 to 1.</param>
    /// <returns>The point; null where even the lowest threshold keeps fewer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of range.</exception>
    public AbstentionPoint? AtCoverage(double share)
    {
        if (share is not (> 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "AbstentionCurve: a share must be above 0 and at most 1.");
        }

        // A share of 0.3 of 10 rows is 3 rows, though 0.3 times 10 is a little more.
        return Points.FirstOrDefault(point => point.Kept >= (share * Rows) - 1e-9);
    }

    /// <summary>The point that a threshold leaves.</summary>
    /// <param name="threshold">0 to 1.</param>
    /// <returns>The point; null where nothing is kept.</returns>
    public AbstentionPoint? AtThreshold(double threshold) => Points.LastOrDefault(point => point.Threshold >= threshold);

    /// <summary>A table for people: accuracy where at least 100 % to 50 % of the rows are kept.</summary>
    /// <returns>Lines separated by '\n'.</returns>
    public string ToTable() => AbstentionReport.ToTable(this);

    /// <summary>The curve for programs; undefined values are null.</summary>
    /// <returns>An indented JSON document.</returns>
    public string ToJson() => AbstentionReport.ToJson(this);

    /// <summary>The table.</summary>
    /// <returns><see cref="ToTable"/>.</returns>
    public override string ToString() => ToTable();
}
