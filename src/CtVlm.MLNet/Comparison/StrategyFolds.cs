namespace CtVlm.MLNet;

/// <summary>Rows divided into folds.</summary>
/// <param name="Number">0 for the experiment's own division; k + 1 for that of the training rows of its fold k.</param>
/// <param name="Rows">The rows, rising.</param>
/// <param name="FoldOf">The fold in which each of them is tested.</param>
/// <param name="Count">Number of folds.</param>
internal sealed record StrategyFolds(int Number, int[] Rows, int[] FoldOf, int Count)
{
    /// <summary>Rows of a fold.</summary>
    public int[] Test(int fold) => [.. Rows.Where((_, i) => FoldOf[i] == fold)];

    /// <summary>Rows of the other folds.</summary>
    public int[] Train(int fold) => [.. Rows.Where((_, i) => FoldOf[i] != fold)];

    /// <summary>Divides all rows.</summary>
    /// <exception cref="InvalidOperationException">There are too few patients.</exception>
    public static StrategyFolds Outer(StrategyCohort cohort, int folds, int seed) => Divide(cohort, 0, [.. Enumerable.Range(0, cohort.Count)], folds, seed);

    /// <summary>Divides the training rows of each fold.</summary>
    /// <exception cref="InvalidOperationException">There are too few patients.</exception>
    public static StrategyFolds[] Inner(StrategyCohort cohort, StrategyFolds outer, int folds, int seed) =>
        [.. Enumerable.Range(0, outer.Count).Select(k => Divide(cohort, k + 1, outer.Train(k), folds, seed))];

    private static StrategyFolds Divide(StrategyCohort cohort, int number, int[] rows, int folds, int seed)
    {
        int[] labels = [.. rows.Select(r => cohort.Labels[r])];
        int[] patients = [.. rows.Select(r => cohort.Patients[r])];
        try
        {
            return new StrategyFolds(number, rows, StratifiedGroupFolds.Assign(labels, patients, folds, seed), folds);
        }
        catch (ArgumentException refusal)
        {
            string where = number == 0 ? "the rows" : FormattableString.Invariant($"the training rows of fold {number - 1}, for the nested test of the choice,");
            throw new InvalidOperationException(
                $"StrategyExperiment: {where} cannot be divided into {folds} folds: {refusal.Message} Ask for fewer {(number == 0 ? "Folds" : "NestedFolds, or 0 for none")}.", refusal);
        }
    }
}
