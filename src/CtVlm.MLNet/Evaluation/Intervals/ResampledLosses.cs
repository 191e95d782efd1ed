namespace CtVlm.MLNet;

/// <summary>Losses of probabilities, summed once a unit: a resample is then a weighted sum over units.</summary>
internal sealed class ResampledLosses
{
    /// <summary>Farthest that a row's probabilities may be from a sum of 1.</summary>
    private const double SumTolerance = 1e-3;

    // Bounds of p inside the logarithm, as scikit-learn's in double.
    private static readonly double s_least = Math.ScaleB(1, -52);

    private readonly double[] _brier;
    private readonly double[] _log;
    private readonly double[] _ranked;

    /// <summary>Sums the losses of each unit's rows.</summary>
    public ResampledLosses(ScoredRows rows, int[] units, int unitCount)
    {
        _brier = new double[unitCount];
        _log = new double[unitCount];
        _ranked = new double[unitCount];
        for (int row = 0; row < rows.Count; row++)
        {
            Add(rows.ScoresOf(row), rows.Actual[row], units[row]);
        }
    }

    /// <summary>Whether every row's scores are probabilities: from 0 to 1, with a sum of 1.</summary>
    public static bool AreProbabilities(ScoredRows rows)
    {
        for (int row = 0; row < rows.Count; row++)
        {
            double sum = 0;
            foreach (double p in rows.ScoresOf(row))
            {
                if (p is not (>= 0 and <= 1))
                {
                    return false;
                }

                sum += p;
            }

            if (Math.Abs(sum - 1) > SumTolerance)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Mean losses of a resample.</summary>
    /// <param name="weights">How often each unit counts.</param>
    /// <param name="rows">Rows of the resample, above 0.</param>
    /// <returns>Brier score 0..2, log loss in natural logarithms, ranked probability score 0..K-1.</returns>
    public (double Brier, double Log, double Ranked) Mean(ReadOnlySpan<int> weights, long rows)
    {
        double brier = 0;
        double log = 0;
        double ranked = 0;
        for (int unit = 0; unit < weights.Length; unit++)
        {
            int weight = weights[unit];
            brier += weight * _brier[unit];
            log += weight * _log[unit];
            ranked += weight * _ranked[unit];
        }

        return (brier / rows, log / rows, ranked / rows);
    }

    private void Add(ReadOnlySpan<double> p, int actual, int unit)
    {
        double below = 0;
        for (int k = 0; k < p.Length; k++)
        {
            double off = p[k] - (k == actual ? 1 : 0);
            _brier[unit] += off * off;
            below += p[k];
            double offBelow = below - (actual <= k ? 1 : 0);
            _ranked[unit] += k < p.Length - 1 ? offBelow * offBelow : 0;
        }

        _log[unit] -= Math.Log(Math.Clamp(p[actual], s_least, 1 - s_least));
    }
}
