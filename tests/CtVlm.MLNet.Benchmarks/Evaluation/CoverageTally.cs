namespace CtVlm.MLNet.Benchmarks;

/// <summary>Counts over cohorts of one size: intervals that hold the truth, and tests that reject where there is no difference.</summary>
internal sealed class CoverageTally
{
    /// <summary>The methods compared.</summary>
    public static readonly IntervalMethod[] Methods =
    [
        IntervalMethod.Percentile,
        IntervalMethod.BiasCorrectedAccelerated,
        IntervalMethod.ExpandedPercentile,
        IntervalMethod.ExpandedBiasCorrectedAccelerated,
        IntervalMethod.TransformedT,
    ];

    /// <summary>Tests of each metric.</summary>
    public static readonly string[] Tests = ["bootstrap, percentile", "bootstrap, expanded", "sign flips"];

    /// <summary>Tests that take rows as independent, on patients with one row each.</summary>
    public static readonly string[] RowTests = ["DeLong from 1", "DeLong from 2", "McNemar exact", "McNemar chi-square"];

    private readonly Lock _lock = new();
    private readonly int[,] _covered = new int[Methods.Length, CoverageMetrics.All.Count];
    private readonly int[,] _above = new int[Methods.Length, CoverageMetrics.All.Count];
    private readonly int[,] _defined = new int[Methods.Length, CoverageMetrics.All.Count];
    private readonly double[,] _width = new double[Methods.Length, CoverageMetrics.All.Count];
    private readonly int[,] _rejected = new int[Tests.Length, CoverageMetrics.All.Count];
    private readonly int[] _rejectedRows = new int[RowTests.Length];
    private int _cohorts;

    /// <summary>Adds the intervals of a cohort, [method][metric], and its tests' p, [test][metric] and [row test].</summary>
    public void Add(IReadOnlyList<double> truths, ConfidenceBounds[][] intervals, double[][] pValues, double[] rowPValues)
    {
        lock (_lock)
        {
            _cohorts++;
            for (int metric = 0; metric < truths.Count; metric++)
            {
                for (int method = 0; method < Methods.Length; method++)
                {
                    Add(method, metric, truths[metric], intervals[method][metric]);
                }

                for (int test = 0; test < Tests.Length; test++)
                {
                    _rejected[test, metric] += pValues[test][metric] <= 0.05 ? 1 : 0;
                }
            }

            for (int test = 0; test < RowTests.Length; test++)
            {
                _rejectedRows[test] += rowPValues[test] <= 0.05 ? 1 : 0;
            }
        }
    }

    /// <summary>Share of cohorts whose interval holds the truth; an undefined interval does not.</summary>
    public double Coverage(int method, int metric) => (double)_covered[method, metric] / _cohorts;

    /// <summary>Share of cohorts whose interval lies above the truth.</summary>
    public double Above(int method, int metric) => (double)_above[method, metric] / _cohorts;

    /// <summary>Mean width of the defined intervals.</summary>
    public double Width(int method, int metric) => _width[method, metric] / _defined[method, metric];

    /// <summary>Share of cohorts in which a test rejects at 5 %.</summary>
    public double Rejected(int test, int metric) => (double)_rejected[test, metric] / _cohorts;

    /// <summary>The same for a test of rows.</summary>
    public double RejectedRows(int test) => (double)_rejectedRows[test] / _cohorts;

    private void Add(int method, int metric, double truth, ConfidenceBounds bounds)
    {
        _covered[method, metric] += bounds.Lower <= truth && truth <= bounds.Upper ? 1 : 0;
        _above[method, metric] += truth < bounds.Lower ? 1 : 0;
        _defined[method, metric] += bounds.IsDefined ? 1 : 0;
        _width[method, metric] += bounds.IsDefined ? bounds.Upper - bounds.Lower : 0;
    }
}
