namespace CtVlm.MLNet;

/// <summary>Decides, round by round, which strategies run on which folds of one division of the rows.</summary>
/// <param name="tuner">The tuner.</param>
/// <param name="folds">The division.</param>
/// <param name="strategies">Number of strategies.</param>
/// <param name="score">Score of a strategy over its first folds, higher is better; NaN where it failed or is undefined.</param>
internal sealed class StrategyRace(StrategyTuner tuner, StrategyFolds folds, int strategies, Func<StrategyFolds, int, int, double> score)
{
    private int[] _left = [.. Enumerable.Range(0, strategies)];
    private int _foldsDone;

    /// <summary>The strategies that have run on all folds, once the race is over.</summary>
    public IReadOnlyList<int> Finalists => _foldsDone == folds.Count ? _left : [];

    /// <summary>The fits of the next round; empty when the race is over. The fits of the round before must have been made.</summary>
    public IReadOnlyList<StrategyUnit> NextRound()
    {
        if (_foldsDone == folds.Count)
        {
            return [];
        }

        int next = folds.Count;
        if (tuner.Reduction is { } reduction)
        {
            next = Math.Min(folds.Count, _foldsDone == 0 ? tuner.FirstFolds : _foldsDone * reduction);
            _left = _foldsDone == 0 ? _left : Reduce(reduction);
        }

        StrategyUnit[] round = [.. _left.SelectMany(trial => Enumerable.Range(_foldsDone, next - _foldsDone).Select(fold => new StrategyUnit(folds.Number, trial, fold)))];
        _foldsDone = next;
        return round;
    }

    // NaN sorts below every number; of equals, those listed first go on.
    private int[] Reduce(int reduction) =>
        [.. _left.OrderByDescending(trial => score(folds, trial, _foldsDone)).ThenBy(trial => trial).Take((_left.Length + reduction - 1) / reduction).Order()];
}
