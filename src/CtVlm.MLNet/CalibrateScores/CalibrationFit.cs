namespace CtVlm.MLNet;

/// <summary>How a calibration was fitted.</summary>
/// <param name="Rows">Labelled rows that it was fitted on.</param>
/// <param name="RowsWithoutLabel">Rows left out because they have no label.</param>
/// <param name="LossBefore">Mean of -ln p of the actual class on these rows with p = softmax of the logits.</param>
/// <param name="LossAfter">The same with the calibrated probabilities, p of 2^-52 at least: of the rows that it was fitted on, so no measure of what it gains on others.</param>
public sealed record CalibrationFit(int Rows, long RowsWithoutLabel, double LossBefore, double LossAfter)
{
    private const double Smallest = 1.0 / (1L << 52);

    internal static CalibrationFit Measure(CalibrationRows rows, long withoutLabel, FittedScoreCalibration calibration)
    {
        double before = 0, after = 0;
        double[] values = new double[rows.Classes];
        for (int i = 0; i < rows.Count; i++)
        {
            ReadOnlySpan<double> logits = rows.Row(i);
            calibration.Apply(logits, values);
            after -= Math.Log(Math.Max(values[rows.Actual[i]], Smallest));
            logits.CopyTo(values);
            before += Softmax.InPlace(values) - logits[rows.Actual[i]];
        }

        return new CalibrationFit(rows.Count, withoutLabel, before / rows.Count, after / rows.Count);
    }
}
