namespace CtVlm.MLNet;

/// <summary>Values of all metrics in all replicates of a bootstrap, a jackknife or a permutation.</summary>
/// <param name="count">Replicates.</param>
/// <param name="metrics">Metrics of each.</param>
internal sealed class Replicates(int count, int metrics)
{
    private readonly double[] _values = new double[count * metrics];

    /// <summary>Number of replicates.</summary>
    public int Count => count;

    /// <summary>All metrics of a replicate, to write and to read.</summary>
    public Span<double> Of(int replicate) => _values.AsSpan(replicate * metrics, metrics);

    /// <summary>One metric of all replicates, in their order; NaN where undefined.</summary>
    public double[] Column(int metric)
    {
        double[] column = new double[count];
        for (int replicate = 0; replicate < count; replicate++)
        {
            column[replicate] = _values[(replicate * metrics) + metric];
        }

        return column;
    }
}
