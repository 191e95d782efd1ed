namespace CtVlm.MLNet;

/// <summary>Deals patients to folds so that no patient is in two of them and the classes are balanced.</summary>
/// <remarks>
/// <b>Source:</b> the task and its first greedy step are those of scikit-learn 1.9's StratifiedGroupKFold (BSD-3-Clause); the exchange of patients that follows is
/// this package's, see the README of the folder.
/// </remarks>
internal static class StratifiedGroupFolds
{
    /// <summary>The fold in which each row is tested.</summary>
    /// <param name="labels">Class of each row, 0 upwards; below 0 is missing.</param>
    /// <param name="patients">Patient of each row, any number from 0; below 0 is missing.</param>
    /// <param name="folds">Number of folds, at least 2.</param>
    /// <param name="seed">Chooses among equally good folds; the same seed gives the same folds.</param>
    /// <returns>One value a row, 0..folds-1; every fold has rows.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two folds.</exception>
    /// <exception cref="ArgumentException">No row; a label or a patient is missing; one class only; fewer patients than folds, or fewer patients of a class.</exception>
    public static int[] Assign(ReadOnlySpan<int> labels, ReadOnlySpan<int> patients, int folds, int seed)
    {
        Check(folds);
        return Assign(PatientTable.Create(labels, patients), folds, seed);
    }

    /// <summary>The fold in which each row of a table is tested.</summary>
    public static int[] Assign(PatientTable table, int folds, int seed)
    {
        Check(folds);
        SplitRefusal.TooFewPatients(table, folds, $"{folds} folds");
        double[] targets = new double[folds];
        Array.Fill(targets, 1.0 / folds);
        return new FoldSearch(new FoldCost(table, targets, double.PositiveInfinity), seed).Run();
    }

    /// <summary>Refuses fewer than two folds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two folds.</exception>
    public static void Check(int folds)
    {
        if (folds < 2)
        {
            throw new ArgumentOutOfRangeException(nameof(folds), folds, "At least two folds are needed: one to test, the others to train. Ask for 2 or more.");
        }
    }
}
