namespace CtVlm.MLNet;

/// <summary>The paired permutation test: where a patient's sign flips, all rows of the patient swap the two models' scores and predictions.</summary>
/// <remarks>
/// Both models' rows lie in one set with two units for each of the P units: u holds the first model's rows, P + u the second's. A swap is then nothing but
/// weights. <b>Source:</b> Good, Permutation, Parametric and Bootstrap Tests of Hypotheses, 3rd ed. (2005), chapter 3; p after Phipson and Smyth,
/// Statistical Applications in Genetics and Molecular Biology 9 (2010), article 39.
/// </remarks>
internal sealed class SignFlips
{
    private const double Slack = 1e-12;

    private readonly ResampledMetrics _both;
    private readonly int _units;

    /// <summary>Puts both models' rows together.</summary>
    public SignFlips(ScoredRows first, ScoredRows second, ResamplingUnits units, bool countsOnly = false)
    {
        _units = units.Count;
        ScoredRows both = new(
            first.Classes,
            [.. first.Actual, .. second.Actual],
            [.. first.Predicted, .. second.Predicted],
            [.. first.Scores, .. second.Scores],
            null);
        _both = new ResampledMetrics(both, [.. units.OfRow, .. units.OfRow.Select(unit => units.Count + unit)], 2 * units.Count, countsOnly);
    }

    /// <summary>Differences under random swaps, each unit's with chance 1/2.</summary>
    public Replicates Run(int count, int seed, int threads)
        => Run(count, threads, (replicate, swaps) =>
        {
            // Another stream than the bootstrap's of the same seed.
            ReplicateStream stream = new(~seed, replicate);
            foreach (ref int swap in swaps)
            {
                swap = stream.Flip() ? 1 : 0;
            }
        });

    /// <summary>Differences under given swaps.</summary>
    /// <param name="count">Replicates.</param>
    /// <param name="threads">Threads at most; -1 for as many as there are.</param>
    /// <param name="swaps">Writes 1 for each unit that swaps, else 0.</param>
    /// <returns>First minus second model, NaN where either is undefined.</returns>
    public Replicates Run(int count, int threads, Resampling.WeightSource swaps)
    {
        Replicates[] sides =
        [
            .. new[] { 0, 1 }.Select(side => Resampling.Run([_both], count, threads, (replicate, weights) =>
            {
                Span<int> swapped = weights[_units..];
                swaps(replicate, swapped);
                for (int unit = 0; unit < _units; unit++)
                {
                    swapped[unit] ^= side;
                    weights[unit] = 1 - swapped[unit];
                }
            })[0]),
        ];
        return Differences.Between(sides[0], sides[1], _both.Metrics.Count);
    }

    /// <summary>Two-sided p: the share of swaps, the observed one among them, with a difference at least as large.</summary>
    /// <param name="observed">The difference; NaN gives NaN.</param>
    /// <param name="permuted">Differences under swaps; NaN are left out.</param>
    public static double PValue(double observed, IReadOnlyCollection<double> permuted)
    {
        int defined = permuted.Count(value => !double.IsNaN(value));
        int asLarge = permuted.Count(value => Math.Abs(value) >= Math.Abs(observed) - Slack);
        return double.IsNaN(observed) ? double.NaN : (1.0 + asLarge) / (defined + 1.0);
    }
}
