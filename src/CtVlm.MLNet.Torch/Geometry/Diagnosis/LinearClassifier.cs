using System.Numerics.Tensors;

namespace CtVlm.MLNet.Torch;

/// <summary>Class scores W x + b; the class of the largest score is predicted, the first at a tie.</summary>
/// <param name="Coefficients">W, (C, D) row by row.</param>
/// <param name="Intercepts">b, C values.</param>
internal sealed record LinearClassifier(double[] Coefficients, double[] Intercepts)
{
    /// <summary>The class of each row.</summary>
    public int[] Predict(DiagnosisRows rows) => [.. Enumerable.Range(0, rows.Count).Select(row => Predict(rows[row]))];

    /// <summary>The scores of one row, C values.</summary>
    public double[] Score(ReadOnlySpan<double> row)
    {
        double[] scores = new double[Intercepts.Length];
        for (int c = 0; c < scores.Length; c++)
        {
            scores[c] = Intercepts[c] + TensorPrimitives.Dot(Coefficients.AsSpan(c * row.Length, row.Length), row);
        }

        return scores;
    }

    private int Predict(ReadOnlySpan<double> row) => TensorPrimitives.IndexOfMax<double>(Score(row));
}
