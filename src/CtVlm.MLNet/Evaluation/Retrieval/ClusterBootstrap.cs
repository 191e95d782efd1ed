namespace CtVlm.MLNet;

/// <summary>Intervals of means over queries, queries drawn by patient: with replacement, all queries of a patient together.</summary>
/// <remarks>One stream of random numbers on one thread. <b>Source:</b> Davison and Hinkley, Bootstrap Methods and their Application (1997), 3.8; percentile interval, quantiles of type 7.</remarks>
internal sealed class ClusterBootstrap
{
    private readonly int[] _clusters;
    private readonly RetrievalOptions _options;

    /// <summary>Numbers the patients.</summary>
    /// <param name="clusters">Patient of each query, any numbers; one number a query where they are independent.</param>
    /// <param name="options">Replicates, level and seed.</param>
    public ClusterBootstrap(IEnumerable<int> clusters, RetrievalOptions options)
    {
        Dictionary<int, int> numbers = [];
        List<int> dense = [];
        foreach (int cluster in clusters)
        {
            if (!numbers.TryGetValue(cluster, out int number))
            {
                number = numbers.Count;
                numbers.Add(cluster, number);
            }

            dense.Add(number);
        }

        _clusters = [.. dense];
        _options = options;
        Count = numbers.Count;
    }

    /// <summary>Distinct patients.</summary>
    public int Count { get; }

    /// <summary>Intervals of means, all on the same resamples; null where there are no replicates, or fewer than two patients.</summary>
    /// <param name="figures">For each figure, its value of each query.</param>
    public RetrievalInterval?[] Intervals(IReadOnlyList<IReadOnlyList<double>> figures)
    {
        if (Count < 2 || _options.BootstrapReplicates == 0)
        {
            return new RetrievalInterval?[figures.Count];
        }

        double[][] sums = [.. figures.Select(SumByCluster)];
        double[] sizes = SumByCluster([.. Enumerable.Repeat(1.0, _clusters.Length)]);
        double[][] means = [.. figures.Select(_ => new double[_options.BootstrapReplicates])];
        Random random = new(_options.Seed);
        int[] draws = new int[Count];
        for (int replicate = 0; replicate < _options.BootstrapReplicates; replicate++)
        {
            for (int i = 0; i < draws.Length; i++)
            {
                draws[i] = random.Next(Count);
            }

            double size = draws.Sum(cluster => sizes[cluster]);
            for (int figure = 0; figure < means.Length; figure++)
            {
                double[] own = sums[figure];
                means[figure][replicate] = draws.Sum(cluster => own[cluster]) / size;
            }
        }

        return [.. means.Select(m => (RetrievalInterval?)ToInterval(m))];
    }

    private RetrievalInterval ToInterval(double[] means)
    {
        ReplicateSample sample = new(means);
        double tail = (1 - _options.ConfidenceLevel) / 2;
        return new RetrievalInterval(sample.Quantile(tail), sample.Quantile(1 - tail));
    }

    private double[] SumByCluster(IReadOnlyList<double> values)
    {
        double[] sums = new double[Count];
        for (int q = 0; q < values.Count; q++)
        {
            sums[_clusters[q]] += values[q];
        }

        return sums;
    }
}
