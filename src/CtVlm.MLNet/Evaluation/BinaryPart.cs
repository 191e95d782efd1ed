namespace CtVlm.MLNet;

/// <summary>Rows of a two-class model: class 1 is positive; <see cref="ScoredRows.Scores"/> hold 1 - p and p.</summary>
/// <param name="Part">The rows; without a probability column their scores are NaN and must not be read.</param>
/// <param name="Margins">Value of the score column, n values.</param>
/// <param name="NoColumn">Why there is no probability at all; null where the column is there.</param>
internal sealed record BinaryPart(EvaluatedPart Part, double[] Margins, string? NoColumn)
{
    /// <summary>The same rows as a yes-or-no question.</summary>
    public TwoWayRows ToTwoWay()
    {
        double[] probabilities = new double[Margins.Length];
        Part.Rows.CopyScores(1, probabilities);
        return new TwoWayRows(
            Array.ConvertAll(Part.Rows.Actual, actual => actual == 1),
            Array.ConvertAll(Part.Rows.Predicted, predicted => predicted == 1),
            Margins,
            probabilities,
            null,
            NoColumn ?? Part.NoProbabilities);
    }
}
