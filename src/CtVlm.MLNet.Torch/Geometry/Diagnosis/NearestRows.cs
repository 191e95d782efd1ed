namespace CtVlm.MLNet.Torch;

/// <summary>The k nearest other rows of each row, nearest first, the lower index at equal distance.</summary>
internal static class NearestRows
{
    /// <summary>Finds them among the rows of other patients, or among all where no patients are given.</summary>
    /// <param name="distances">The distances.</param>
    /// <param name="count">k, 1 or more; a row with fewer candidates gets them all.</param>
    /// <param name="patients">Patient of each row, or null.</param>
    /// <returns>Indices [row][neighbour].</returns>
    public static int[][] Find(PairDistances distances, int count, int[]? patients = null)
    {
        int[][] nearest = new int[distances.Count][];
        Parallel.For(0, distances.Count, row => nearest[row] = Find(distances[row], row, count, patients));
        return nearest;
    }

    private static int[] Find(ReadOnlySpan<double> squares, int row, int count, int[]? patients)
    {
        int[] nearest = new int[Math.Min(count, squares.Length - 1)];
        int held = 0;
        for (int other = 0; other < squares.Length; other++)
        {
            bool isCandidate = other != row && (patients is null || patients[other] != patients[row]);
            if (isCandidate && (held < nearest.Length || squares[other] < squares[nearest[^1]]))
            {
                held = Insert(nearest, held, squares, other);
            }
        }

        return nearest[..held];
    }

    // Rows come by rising index, so one at equal distance goes behind.
    private static int Insert(int[] nearest, int held, ReadOnlySpan<double> squares, int other)
    {
        int place = Math.Min(held, nearest.Length - 1);
        while (place > 0 && squares[nearest[place - 1]] > squares[other])
        {
            nearest[place] = nearest[place - 1];
            place--;
        }

        nearest[place] = other;
        return Math.Min(held + 1, nearest.Length);
    }
}
