using static CtVlm.MLNet.ClinicalMetricNames;

namespace CtVlm.MLNet;

/// <summary>
/// Shares that are 0 or 1 in every row: no resample can differ from them, so the bootstrap's interval has no width. Their exact interval counts each unit
/// once, as if its rows were copies of one another: cautious, never too short.
/// </summary>
internal static class ConstantShares
{
    /// <summary>The exact interval; null where the metric is no share of rows, or neither 0 nor 1.</summary>
    public static MadeInterval? Make(ResampledMetric metric, double estimate, ScoredRows rows, ResamplingUnits units, double confidenceLevel)
    {
        if (estimate is not (0 or 1) || RowsOf(metric, rows) is not { } counts)
        {
            return null;
        }

        int trials = units.OfRow.Where((_, row) => counts(row)).Distinct().Count();
        return new MadeInterval(
            ProportionIntervals.ClopperPearson(estimate == 1 ? trials : 0, trials, confidenceLevel),
            IntervalMethod.ClopperPearson,
            System.FormattableString.Invariant($"the same in every resample: exact interval of {trials} {(rows.Patients is null ? "rows" : "patients")}"));
    }

    // Which rows the share is of.
    private static Func<int, bool>? RowsOf(ResampledMetric metric, ScoredRows rows) => metric.Name switch
    {
        Accuracy or Within1 => _ => true,
        Sensitivity => row => rows.Actual[row] == metric.Class,
        Specificity => row => rows.Actual[row] != metric.Class,
        Ppv => row => rows.Predicted[row] == metric.Class,
        Npv => row => rows.Predicted[row] != metric.Class,
        _ => null,
    };
}
