namespace CtVlm.MLNet;

/// <summary>One metric's replicates: those that are defined, in rising order, and how many are not.</summary>
internal sealed class ReplicateSample
{
    private readonly double[] _sorted;

    /// <summary>Leaves the undefined ones out and sorts the others.</summary>
    public ReplicateSample(double[] replicates)
    {
        _sorted = Array.FindAll(replicates, value => !double.IsNaN(value));
        Undefined = replicates.Length - _sorted.Length;
        Mean = Average(_sorted);
        double mean = Mean;
        StandardError = _sorted.Length < 2 ? double.NaN : Math.Sqrt(_sorted.Sum(value => (value - mean) * (value - mean)) / (_sorted.Length - 1));
        Array.Sort(_sorted);
    }

    /// <summary>Defined replicates, rising.</summary>
    public IReadOnlyList<double> Sorted => _sorted;

    /// <summary>Number that is defined.</summary>
    public int Defined => _sorted.Length;

    /// <summary>Number that is not.</summary>
    public int Undefined { get; }

    /// <summary>Mean of the defined ones; NaN where there are none.</summary>
    public double Mean { get; }

    /// <summary>Standard deviation with divisor B - 1; NaN of fewer than two.</summary>
    public double StandardError { get; }

    /// <summary>Quantile by linear interpolation at (B - 1) q (type 7); NaN where there are none.</summary>
    /// <remarks><b>Source:</b> Hyndman and Fan, The American Statistician 50 (1996), 361-365.</remarks>
    public double Quantile(double q)
    {
        if (_sorted.Length == 0 || double.IsNaN(q))
        {
            return double.NaN;
        }

        double place = (_sorted.Length - 1) * Math.Clamp(q, 0, 1);
        int below = (int)place;
        int above = Math.Min(below + 1, _sorted.Length - 1);
        return _sorted[below] + ((place - below) * (_sorted[above] - _sorted[below]));
    }

    /// <summary>Share below a value, those equal to it within 1e-12 counting half.</summary>
    public double ShareBelow(double value)
    {
        const double slack = 1e-12;
        int below = _sorted.Count(replicate => replicate < value - slack);
        int equal = _sorted.Count(replicate => Math.Abs(replicate - value) <= slack);
        return (below + (equal / 2.0)) / _sorted.Length;
    }

    private static double Average(double[] values) => values.Length == 0 ? double.NaN : values.Sum() / values.Length;
}
