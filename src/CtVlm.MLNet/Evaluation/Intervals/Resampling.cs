namespace CtVlm.MLNet;

/// <summary>Runs replicates side by side. Each depends on its number alone: results do not depend on the threads.</summary>
internal static class Resampling
{
    /// <summary>Fills the weights of one replicate.</summary>
    /// <param name="replicate">Its number.</param>
    /// <param name="weights">Receives them, one a unit.</param>
    public delegate void WeightSource(int replicate, Span<int> weights);

    /// <summary>The bootstrap: units drawn with replacement, every set on the same draws.</summary>
    public static Replicates[] Bootstrap(ResamplingUnits units, IReadOnlyList<ResampledMetrics> sets, int count, int seed, int threads)
        => Run(sets, count, threads, (replicate, weights) =>
        {
            ReplicateStream stream = new(seed, replicate);
            units.Draw(ref stream, weights);
        });

    /// <summary>The jackknife: each unit left out once, in order.</summary>
    /// <remarks>With all units in one unit only, its single replicate holds no row, and all of it is undefined.</remarks>
    public static Replicates[] Jackknife(IReadOnlyList<ResampledMetrics> sets, int threads)
        => Run(sets, sets[0].UnitCount, threads, (replicate, weights) =>
        {
            weights.Fill(1);
            weights[replicate] = 0;
        });

    /// <summary>Any replicates, given their weights.</summary>
    public static Replicates[] Run(IReadOnlyList<ResampledMetrics> sets, int count, int threads, WeightSource source)
    {
        Replicates[] results = [.. sets.Select(set => new Replicates(count, set.Metrics.Count))];
        Parallel.For(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => (Weights: new int[sets[0].UnitCount], Scratch: new long[sets.Max(set => set.ScratchLength)]),
            (replicate, _, room) =>
            {
                source(replicate, room.Weights);
                for (int i = 0; i < results.Length; i++)
                {
                    sets[i].Compute(room.Weights, room.Scratch, results[i].Of(replicate));
                }

                return room;
            },
            _ => { });
        return results;
    }
}
