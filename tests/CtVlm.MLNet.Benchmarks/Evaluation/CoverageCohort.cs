namespace CtVlm.MLNet.Benchmarks;

/// <summary>All intervals and tests of one simulated cohort, through the product's own code.</summary>
internal sealed class CoverageCohort
{
    private const double Level = 0.95;

    private readonly SimulatedCohort _cohort;
    private readonly ResamplingUnits _units;
    private readonly ResampledMetrics[] _sets;
    private readonly Replicates[] _bootstrap;
    private readonly Replicates _jackknife;
    private readonly Replicates _differences;
    private readonly Replicates _flips;
    private readonly double[][] _estimates;

    private CoverageCohort(SimulatedCohort cohort, int resamples, int seed)
    {
        _cohort = cohort;
        _units = ResamplingUnits.Of(cohort.First, false);
        _sets = [new(cohort.First, _units.OfRow, _units.Count), new(cohort.Second, _units.OfRow, _units.Count)];
        _bootstrap = Resampling.Bootstrap(_units, _sets, resamples, seed, 1);
        _jackknife = Resampling.Jackknife([_sets[0]], 1)[0];
        _differences = Differences.Between(_bootstrap[0], _bootstrap[1], _sets[0].Metrics.Count);
        _flips = new SignFlips(cohort.First, cohort.Second, _units).Run(resamples, seed, 1);
        _estimates = [_sets[0].Estimate(), _sets[1].Estimate()];
    }

    /// <summary>Draws a cohort, and one of as many patients with a row each for the tests of rows; adds what they give.</summary>
    public static void AddTo(CoverageTally tally, IReadOnlyList<double> truths, int patients, int resamples, int seed)
    {
        Random random = new((seed * 7919) + patients);
        CoverageCohort cohort = new(SimulatedCohort.Draw(patients, 3, random), resamples, seed);
        SimulatedCohort rows = SimulatedCohort.Draw(patients, 1, random);
        tally.Add(truths, [.. CoverageTally.Methods.Select(cohort.Intervals)], cohort.PValues(), RowPValues(rows));
    }

    private static double[] RowPValues(SimulatedCohort rows)
    {
        McNemarTest mcNemar = McNemarTest.Of(rows.First, rows.Second);
        return
        [
            DeLongComparison.Of(rows.First, rows.Second, 1, "1", Level).PValue,
            DeLongComparison.Of(rows.First, rows.Second, 2, "2", Level).PValue,
            mcNemar.ExactPValue,
            mcNemar.ChiSquarePValue,
        ];
    }

    private ConfidenceBounds[] Intervals(IntervalMethod method)
    {
        IntervalMaker maker = new(method, Level, _units);
        return [.. Enumerable.Range(0, CoverageMetrics.All.Count).Select(studied => Interval(maker, CoverageMetrics.IndexOf(_sets[0], studied)))];
    }

    private ConfidenceBounds Interval(IntervalMaker maker, int index)
    {
        double estimate = _estimates[0][index];
        ResampledMetric metric = _sets[0].Metrics[index];
        return double.IsNaN(estimate)
            ? ConfidenceBounds.Undefined
            : (ConstantShares.Make(metric, estimate, _cohort.First, _units, Level)
                ?? maker.Make(estimate, new ReplicateSample(_bootstrap[0].Column(index)), _jackknife.Column(index), metric)).Bounds;
    }

    private double[][] PValues()
    {
        double[][] all = [.. CoverageTally.Tests.Select(_ => new double[CoverageMetrics.All.Count])];
        for (int studied = 0; studied < CoverageMetrics.All.Count; studied++)
        {
            int index = CoverageMetrics.IndexOf(_sets[0], studied);
            double percentile = Differences.PValue(new ReplicateSample(_differences.Column(index)).Sorted);
            all[0][studied] = percentile;
            all[1][studied] = Differences.ExpandedPValue(percentile, _units.Count, _units.Strata);
            all[2][studied] = SignFlips.PValue(_estimates[0][index] - _estimates[1][index], _flips.Column(index));
        }

        return all;
    }
}
