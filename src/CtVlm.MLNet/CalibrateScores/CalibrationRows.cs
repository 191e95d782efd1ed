namespace CtVlm.MLNet;

/// <summary>What a calibration is fitted on.</summary>
/// <param name="Classes">K, at least 2.</param>
/// <param name="Logits">n x K, row by row, finite.</param>
/// <param name="Actual">Class of each row, 0 to K - 1.</param>
internal sealed record CalibrationRows(int Classes, double[] Logits, int[] Actual)
{
    /// <summary>n.</summary>
    public int Count => Actual.Length;

    /// <summary>The scores of a row.</summary>
    public ReadOnlySpan<double> Row(int row) => Logits.AsSpan(row * Classes, Classes);

    /// <summary>The scores of a class, n values.</summary>
    public double[] Column(int k) => [.. Enumerable.Range(0, Count).Select(row => Logits[(row * Classes) + k])];

    /// <summary>Rows of a class.</summary>
    public int CountOf(int k) => Actual.Count(y => y == k);
}
