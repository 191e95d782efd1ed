using static CtVlm.MLNet.ClinicalMetricNames;

namespace CtVlm.MLNet;

/// <summary>
/// All metrics of a set of scored rows as functions of how often each unit counts. Sorting and losses are done once, so that a resample costs one pass
/// over the rows for each ranking and allocates nothing. Immutable, for any number of threads, each with its own scratch.
/// </summary>
internal sealed class ResampledMetrics
{
    private const int OfAllClasses = 14;
    private const int OfEachClass = 5;

    private readonly int _classes;
    private readonly int[] _units;
    private readonly int[] _cells;
    private readonly ResampledRanking[] _rankings;
    private readonly ResampledRanking[] _cutPoints;
    private readonly ResampledLosses? _losses;

    /// <summary>Sorts and sums.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="units">Unit of each row.</param>
    /// <param name="unitCount">Number of units.</param>
    /// <param name="countsOnly">Leaves out what needs scores, which is most of the work; those values are NaN.</param>
    public ResampledMetrics(ScoredRows rows, int[] units, int unitCount, bool countsOnly = false)
    {
        _classes = rows.Classes;
        _units = units;
        UnitCount = unitCount;
        _cells = [.. rows.Actual.Select((actual, row) => (actual * _classes) + rows.Predicted[row])];
        _rankings = countsOnly ? [] : [.. Enumerable.Range(0, _classes).Select(k => Rank(rows, units, p => p[k], actual => actual == k))];
        AreProbabilities = !countsOnly && ResampledLosses.AreProbabilities(rows);
        _losses = AreProbabilities ? new ResampledLosses(rows, units, unitCount) : null;
        _cutPoints = AreProbabilities
            ? [.. Enumerable.Range(1, _classes - 1).Select(k => Rank(rows, units, p => SumFrom(p, k), actual => actual >= k))]
            : [];
        Metrics = Describe(_classes);
    }

    private delegate double ScoreOfRow(ReadOnlySpan<double> scores);

    /// <summary>The metrics, in the order of the values.</summary>
    public IReadOnlyList<ResampledMetric> Metrics { get; }

    /// <summary>Number of units, the length of the weights.</summary>
    public int UnitCount { get; }

    /// <summary>Whether the scores are probabilities; losses and cut-points are undefined where they are not.</summary>
    public bool AreProbabilities { get; }

    /// <summary>Length of the scratch of <see cref="Compute"/>.</summary>
    public int ScratchLength => (_classes * _classes) + (2 * _classes);

    /// <summary>Score of a cut-point: the sum of the scores from a class on.</summary>
    public static double SumFrom(ReadOnlySpan<double> scores, int k)
    {
        double sum = 0;
        foreach (double score in scores[k..])
        {
            sum += score;
        }

        return sum;
    }

    /// <summary>Place of a metric among the values.</summary>
    public int IndexOf(string name, int? ofClass = null)
    {
        int index = 0;
        while (Metrics[index].Name != name || Metrics[index].Class != ofClass)
        {
            index++;
        }

        return index;
    }

    /// <summary>The metrics of all rows, each once.</summary>
    public double[] Estimate()
    {
        int[] weights = new int[UnitCount];
        Array.Fill(weights, 1);
        double[] values = new double[Metrics.Count];
        Compute(weights, new long[ScratchLength], values);
        return values;
    }

    /// <summary>The metrics where each unit counts as often as its weight says.</summary>
    /// <param name="weights">Weights, 0 or more, one a unit.</param>
    /// <param name="scratch">Room of <see cref="ScratchLength"/>, not shared between threads.</param>
    /// <param name="values">Receives the values; NaN where undefined.</param>
    public void Compute(ReadOnlySpan<int> weights, Span<long> scratch, Span<double> values)
    {
        Span<long> cells = scratch[..(_classes * _classes)];
        cells.Clear();
        for (int row = 0; row < _cells.Length; row++)
        {
            cells[_cells[row]] += weights[_units[row]];
        }

        ConfusionMetrics confusion = new(cells, scratch[cells.Length..], _classes);
        WriteCounts(confusion, values);
        WriteLosses(weights, confusion.Total, values);
        WriteRankings(weights, values);
    }

    private static ResampledRanking Rank(ScoredRows rows, int[] units, ScoreOfRow score, Func<int, bool> isPositive)
        => new([.. Enumerable.Range(0, rows.Count).Select(row => score(rows.ScoresOf(row)))], row => isPositive(rows.Actual[row]), units);

    /// <summary>The metrics of K classes.</summary>
    internal static ResampledMetric[] Describe(int classes)
    {
        int farthest = classes - 1;
        ResampledMetric Share(string name, int? k = null) => new(name, k, 0, 1);
        return
        [
            Share(Accuracy), Share(BalancedAccuracy), Share(MacroF1),
            new(Kappa, null, -1, 1), new(LinearWeightedKappa, null, -1, 1), new(QuadraticWeightedKappa, null, -1, 1), new(MatthewsCorrelation, null, -1, 1),
            new(MeanAbsoluteError, null, 0, farthest), new(MacroMeanAbsoluteError, null, 0, farthest), Share(Within1),
            Share(MacroAuroc), new(Brier, null, 0, 2), new(LogLoss, null, 0, double.PositiveInfinity), new(RankedProbabilityScore, null, 0, farthest),
            .. Enumerable.Range(0, classes).SelectMany(k => new[] { Share(Sensitivity, k), Share(Specificity, k), Share(Ppv, k), Share(Npv, k), Share(Auroc, k) }),
            .. Enumerable.Range(1, farthest).Select(k => Share(CutPointAuroc, k)),
        ];
    }

    private void WriteCounts(in ConfusionMetrics confusion, Span<double> values)
    {
        values[0] = confusion.Accuracy();
        values[1] = confusion.BalancedAccuracy();
        values[2] = confusion.MacroF1();
        (values[3], values[4], values[5], values[7], values[9]) = confusion.Distances();
        values[6] = confusion.MatthewsCorrelation();
        values[8] = confusion.MacroMeanAbsoluteError();
        for (int k = 0; k < _classes; k++)
        {
            Span<double> ofClass = values.Slice(OfAllClasses + (k * OfEachClass), OfEachClass);
            ofClass[0] = confusion.Sensitivity(k);
            ofClass[1] = confusion.Specificity(k);
            ofClass[2] = confusion.Ppv(k);
            ofClass[3] = confusion.Npv(k);
        }
    }

    private void WriteLosses(ReadOnlySpan<int> weights, long rows, Span<double> values)
    {
        if (_losses is null || rows == 0)
        {
            values.Slice(11, 3).Fill(double.NaN);
            return;
        }

        (values[11], values[12], values[13]) = _losses.Mean(weights, rows);
    }

    private void WriteRankings(ReadOnlySpan<int> weights, Span<double> values)
    {
        double sum = 0;
        for (int k = 0; k < _classes; k++)
        {
            double auroc = _rankings.Length == 0 ? double.NaN : _rankings[k].Auroc(weights);
            values[OfAllClasses + (k * OfEachClass) + 4] = auroc;
            sum += auroc;
        }

        values[10] = sum / _classes;
        Span<double> cutPoints = values[(OfAllClasses + (_classes * OfEachClass))..];
        cutPoints.Fill(double.NaN);
        for (int k = 0; k < _cutPoints.Length; k++)
        {
            cutPoints[k] = _cutPoints[k].Auroc(weights);
        }
    }
}
