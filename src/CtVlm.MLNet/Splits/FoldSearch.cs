namespace CtVlm.MLNet;

/// <summary>Greedy starts, each improved by exchanging patients between two folds; the best is dealt out. One thread, so nothing depends on scheduling.</summary>
/// <param name="cost">What a fold should hold.</param>
/// <param name="seed">Orders patients that are equal, folds that are equal, and the search.</param>
internal sealed class FoldSearch(FoldCost cost, int seed)
{
    // Bounds the time on large tables, where the greedy start is close to the best anyway: about a second.
    private const int Starts = 8, Trials = 4_000_000;

    private readonly Random _random = new(seed);
    private readonly PatientKinds _kinds = new(cost.Table);
    private int _trials;

    /// <summary>The fold of each row.</summary>
    public int[] Run()
    {
        FoldState? best = null;
        for (int start = 0; start < Starts; start++)
        {
            // Some fill folds by size alone: between two sides, that always comes as close to the sizes asked as the largest patient is.
            FoldState state = Start(bySize: start % 4 == 3);
            best = Better(best, state, Improve(state, Trials / Starts * (start + 1)));
        }

        return Deal(best!);
    }

    // The start is kept as it was where improving the sums made the worst fold worse.
    private FoldState Better(FoldState? best, FoldState start, FoldState improved)
    {
        FoldState candidate = cost.Worst(improved.Rows) <= cost.Worst(start.Rows) ? improved : start;
        return best is null || cost.Worst(candidate.Rows) < cost.Worst(best.Rows) ? candidate : best;
    }

    private FoldState Start(bool bySize)
    {
        FoldState state = new(cost, _kinds);
        int[] order = [.. Enumerable.Range(0, _kinds.Count).SelectMany(kind => Enumerable.Repeat(kind, _kinds.PatientsOf(kind).Count))];
        _random.Shuffle(order);
        foreach (int kind in bySize ? order.OrderByDescending(k => _kinds.CountsOf(k).Sum()) : order.OrderByDescending(Unevenness))
        {
            state.Add(kind, Choose(state, _kinds.CountsOf(kind), bySize));
        }

        return state;
    }

    // Patients that weigh most on one class are placed first, while there is room to make up for them.
    private double Unevenness(int kind)
    {
        int[] counts = _kinds.CountsOf(kind);
        double mean = counts.Average();
        return counts.Sum(c => (c - mean) * (c - mean));
    }

    private int Choose(FoldState state, int[] counts, bool bySize)
    {
        int chosen = 0;
        (double Cost, double Fill, int Turn) lowest = (double.PositiveInfinity, 0, 0);
        for (int fold = 0; fold < cost.Folds; fold++)
        {
            double fill = (state.Rows[fold].Sum() / (double)cost.Table.Rows) - cost.TargetOf(fold);
            (double, double, int) own = (bySize ? fill : Rise(state.Rows[fold], counts, cost.TargetOf(fold)), fill, _random.Next());
            if (own.CompareTo(lowest) < 0)
            {
                (lowest, chosen) = (own, fold);
            }
        }

        return chosen;
    }

    // By how much the squared errors of the class shares rise when the patient is added.
    private double Rise(int[] rows, int[] counts, double target)
    {
        double rise = 0;
        for (int k = 0; k < counts.Length; k++)
        {
            double total = cost.Table.ClassTotals[k], before = (rows[k] / total) - target, after = ((rows[k] + counts[k]) / total) - target;
            rise += (after * after) - (before * before);
        }

        return Math.Round(rise, 12);
    }

    private FoldState Improve(FoldState start, int limit)
    {
        FoldState state = start.Clone();
        int[] folds = [.. Enumerable.Range(0, cost.Folds)], kinds = [.. Enumerable.Range(0, _kinds.Count)], others = [-1, .. kinds];
        bool isBetter = true;
        while (isBetter && _trials < limit)
        {
            isBetter = false;
            _random.Shuffle(folds);
            _random.Shuffle(kinds);
            _random.Shuffle(others);
            foreach (int from in folds)
            {
                foreach (int to in folds)
                {
                    isBetter |= from != to && ImprovePair(state, from, to, kinds, others, limit);
                }
            }
        }

        return state;
    }

    private bool ImprovePair(FoldState state, int from, int to, int[] kinds, int[] others, int limit)
    {
        bool isBetter = false;
        int[] present = [.. others.Where(kind => kind < 0 || state.Patients[to][kind] > 0)];
        foreach (int kind in kinds.Where(kind => state.Patients[from][kind] > 0).ToArray())
        {
            foreach (int back in present)
            {
                if (_trials >= limit)
                {
                    return isBetter;
                }

                // Exchanges before this one may have used the last of a kind.
                if (kind != back && state.Patients[from][kind] > 0 && (back < 0 || state.Patients[to][back] > 0))
                {
                    _trials++;
                    isBetter |= state.TryExchange(from, kind, to, back);
                }
            }
        }

        return isBetter;
    }

    private int[] Deal(FoldState state)
    {
        int[] foldOf = new int[cost.Table.Patients];
        for (int kind = 0; kind < _kinds.Count; kind++)
        {
            int[] patients = [.. _kinds.PatientsOf(kind)];
            _random.Shuffle(patients);
            int next = 0;
            for (int fold = 0; fold < cost.Folds; fold++)
            {
                for (int i = 0; i < state.Patients[fold][kind]; i++)
                {
                    foldOf[patients[next++]] = fold;
                }
            }
        }

        return Array.ConvertAll(cost.Table.RowPatients, patient => foldOf[patient]);
    }
}
