namespace CtVlm.MLNet;

/// <summary>Where the patients are during a search: how many of each kind in each fold, and the rows of each class that makes.</summary>
internal sealed class FoldState
{
    private readonly FoldCost _cost;
    private readonly PatientKinds _kinds;
    private readonly double[] _costs;
    private readonly int[] _first;
    private readonly int[] _second;

    /// <summary>No patient is anywhere yet.</summary>
    public FoldState(FoldCost cost, PatientKinds kinds)
    {
        _cost = cost;
        _kinds = kinds;
        Patients = [.. Enumerable.Range(0, cost.Folds).Select(_ => new int[kinds.Count])];
        Rows = [.. Enumerable.Range(0, cost.Folds).Select(_ => new int[cost.Table.Classes])];
        _costs = new double[cost.Folds];
        _first = new int[cost.Table.Classes];
        _second = new int[cost.Table.Classes];
    }

    /// <summary>Patients of each kind, by fold.</summary>
    public int[][] Patients { get; }

    /// <summary>Rows of each class, by fold.</summary>
    public int[][] Rows { get; }

    /// <summary>Puts a patient of a kind into a fold.</summary>
    public void Add(int kind, int fold)
    {
        Patients[fold][kind]++;
        int[] counts = _kinds.CountsOf(kind);
        for (int k = 0; k < counts.Length; k++)
        {
            Rows[fold][k] += counts[k];
        }
    }

    /// <summary>A copy that can be exchanged in without changing this one.</summary>
    public FoldState Clone()
    {
        FoldState copy = new(_cost, _kinds);
        for (int fold = 0; fold < _costs.Length; fold++)
        {
            Patients[fold].CopyTo(copy.Patients[fold], 0);
            Rows[fold].CopyTo(copy.Rows[fold], 0);
            copy._costs[fold] = _cost.Of(fold, Rows[fold]);
        }

        return copy;
    }

    /// <summary>Moves a patient, and one of another kind back, where that lowers the cost.</summary>
    /// <param name="from">Fold of the first patient.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="back">Kind that goes back; below 0: none.</param>
    public bool TryExchange(int from, int kind, int to, int back)
    {
        int[] leaving = _kinds.CountsOf(kind);
        for (int k = 0; k < leaving.Length; k++)
        {
            int change = leaving[k] - (back < 0 ? 0 : _kinds.CountsOf(back)[k]);
            _first[k] = Rows[from][k] - change;
            _second[k] = Rows[to][k] + change;
        }

        double costFrom = _cost.Of(from, _first), costTo = _cost.Of(to, _second);
        if (costFrom + costTo >= _costs[from] + _costs[to] - 1e-12)
        {
            return false;
        }

        (_costs[from], _costs[to]) = (costFrom, costTo);
        _first.CopyTo(Rows[from], 0);
        _second.CopyTo(Rows[to], 0);
        Patients[from][kind]--;
        Patients[to][kind]++;
        if (back >= 0)
        {
            Patients[from][back]++;
            Patients[to][back]--;
        }

        return true;
    }
}
