namespace CtVlm.MLNet.Torch;

/// <summary>Computes <see cref="NeighbourVoteFigures"/>.</summary>
internal static class NeighbourVoteDiagnosis
{
    /// <summary>The figures.</summary>
    /// <param name="pairs">Distances, of the rows at unit norm for the cosine.</param>
    /// <param name="distance">What the distances are.</param>
    /// <param name="neighbours">k; lowered to N - 1.</param>
    /// <param name="classes">Class of each row, from 0.</param>
    /// <param name="patients">Patient of each row: rows of the same are left out of the vote. Null: all rows vote.</param>
    public static NeighbourVoteFigures Compute(PairDistances pairs, GeometryDistance distance, int neighbours, int[] classes, int[]? patients)
    {
        int used = Math.Max(0, Math.Min(neighbours, pairs.Count - 1));
        string? obstacle = used == 0 ? "a pair of rows is needed"
            : patients is not null && patients.Distinct().Count() < 2 ? "two patients are needed"
            : null;
        int[] predicted = obstacle is null ? Predict(pairs, used, classes, patients) : [];
        return new NeighbourVoteFigures
        {
            Distance = distance,
            Neighbours = used,
            IsPatientDisjoint = patients is not null,
            Accuracy = obstacle is null ? ClassAccuracy.Plain(predicted, classes) : GeometryFigure.None(obstacle),
            BalancedAccuracy = obstacle is null ? ClassAccuracy.Balanced(predicted, classes) : GeometryFigure.None(obstacle),
        };
    }

    /// <summary>The class that most of the nearest rows have; the first one at a tie.</summary>
    public static int[] Predict(PairDistances pairs, int neighbours, int[] classes, int[]? patients)
    {
        int[][] nearest = NearestRows.Find(pairs, neighbours, patients);
        int kinds = classes.Max() + 1;
        return [.. nearest.Select(rows => Vote(rows, classes, kinds))];
    }

    private static int Vote(int[] rows, int[] classes, int kinds)
    {
        int[] votes = new int[kinds];
        Array.ForEach(rows, row => votes[classes[row]]++);
        return Array.IndexOf(votes, votes.Max());
    }
}
