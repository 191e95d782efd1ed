namespace CtVlm.MLNet;

/// <summary>What evaluation needs of scored rows, in memory: n rows, K classes in order of severity.</summary>
/// <param name="Classes">K, at least 1.</param>
/// <param name="Actual">Actual class of each row, 0..K-1, n values.</param>
/// <param name="Predicted">Predicted class of each row, 0..K-1, n values.</param>
/// <param name="Scores">Scores [n, K], row by row, in class order; probabilities where a metric says so.</param>
/// <param name="Patients">Patient of each row, 0..P-1 in order of first occurrence, n values; null where rows are independent.</param>
internal sealed record ScoredRows(int Classes, int[] Actual, int[] Predicted, double[] Scores, int[]? Patients)
{
    /// <summary>n.</summary>
    public int Count => Actual.Length;

    /// <summary>Scores of one row, K values.</summary>
    public ReadOnlySpan<double> ScoresOf(int row) => Scores.AsSpan(row * Classes, Classes);
}
