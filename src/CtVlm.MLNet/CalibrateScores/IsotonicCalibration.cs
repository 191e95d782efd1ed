namespace CtVlm.MLNet;

/// <summary>Fits rising steps for each class: equal scores are merged, adjacent violators pooled.</summary>
/// <remarks><b>Source:</b> Zadrozny and Elkan, KDD 2002; thresholds kept as scikit-learn's <c>IsotonicRegression</c> keeps them: the ends, and where a step begins or ends.</remarks>
internal sealed class IsotonicCalibration() : ScoreCalibration("isotonic")
{
    internal override FittedScoreCalibration Fit(CalibrationRows rows)
    {
        RequireTwoClasses(rows);
        double[][] x = new double[rows.Classes][], y = new double[rows.Classes][];
        for (int k = 0; k < rows.Classes; k++)
        {
            (x[k], y[k]) = FitClass(rows.Column(k), Array.ConvertAll(rows.Actual, actual => actual == k ? 1 : 0));
        }

        return new FittedIsotonic(x, y);
    }

    private static (double[] X, double[] Y) FitClass(double[] scores, int[] hits)
    {
        Array.Sort(scores, hits);
        List<double> distinct = [];
        List<Pool> pools = [];
        for (int i = 0; i < scores.Length; i++)
        {
            if (distinct.Count > 0 && distinct[^1] == scores[i])
            {
                pools[^1] = pools[^1] with { Hits = pools[^1].Hits + hits[i], Rows = pools[^1].Rows + 1 };
                continue;
            }

            distinct.Add(scores[i]);
            pools.Add(new Pool(hits[i], 1, 1));
        }

        double[] values = [.. Merge(pools).SelectMany(pool => Enumerable.Repeat((double)pool.Hits / pool.Rows, pool.Scores))];
        int[] kept = [.. Enumerable.Range(0, values.Length).Where(i => IsThreshold(values, i))];
        return (Array.ConvertAll(kept, i => distinct[i]), Array.ConvertAll(kept, i => values[i]));
    }

    private static List<Pool> Merge(List<Pool> pools)
    {
        List<Pool> merged = [];
        foreach (Pool pool in pools)
        {
            Pool last = pool;
            while (merged.Count > 0 && !merged[^1].IsBelow(last))
            {
                last = new Pool(merged[^1].Hits + last.Hits, merged[^1].Rows + last.Rows, merged[^1].Scores + last.Scores);
                merged.RemoveAt(merged.Count - 1);
            }

            merged.Add(last);
        }

        return merged;
    }

    private static bool IsThreshold(double[] values, int i) =>
        i == 0 || i == values.Length - 1 || values[i] != values[i - 1] || values[i] != values[i + 1];

    /// <summary>Rows of neighbouring scores that share a probability; compared as whole numbers, so that equal ones are told exactly.</summary>
    private readonly record struct Pool(long Hits, long Rows, int Scores)
    {
        public bool IsBelow(Pool next) => Hits * next.Rows < next.Hits * Rows;
    }
}
