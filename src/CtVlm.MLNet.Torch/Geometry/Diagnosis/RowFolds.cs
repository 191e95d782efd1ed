namespace CtVlm.MLNet.Torch;

/// <summary>Deals rows, or whole patients, to folds.</summary>
internal static class RowFolds
{
    /// <summary>Deals rows so that each class spreads evenly over the folds.</summary>
    /// <param name="classes">Class of each row, from 0.</param>
    /// <param name="folds">Number of folds, 2 or more.</param>
    /// <param name="seed">Seed of the shuffle.</param>
    /// <returns>Fold of each row, from 0.</returns>
    public static int[] DealRows(int[] classes, int folds, int seed)
    {
        int[] order = Shuffle(classes.Length, seed);
        int[] fold = new int[classes.Length];
        int next = 0;
        foreach (int row in order.OrderBy(row => classes[row]))
        {
            fold[row] = next++ % folds;
        }

        return fold;
    }

    /// <summary>Deals patients, each with all its rows.</summary>
    /// <param name="patients">Patient of each row.</param>
    /// <param name="folds">Number of folds, 2 or more.</param>
    /// <param name="seed">Seed of the shuffle.</param>
    /// <returns>Fold of each row, from 0.</returns>
    public static int[] DealPatients(int[] patients, int folds, int seed)
    {
        int[] distinct = [.. patients.Distinct()];
        int[] order = Shuffle(distinct.Length, seed);
        Dictionary<int, int> fold = [];
        for (int i = 0; i < order.Length; i++)
        {
            fold[distinct[order[i]]] = i % folds;
        }

        return [.. patients.Select(patient => fold[patient])];
    }

    private static int[] Shuffle(int count, int seed)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        new Random(seed).Shuffle(order);
        return order;
    }
}
