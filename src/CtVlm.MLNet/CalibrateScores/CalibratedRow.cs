namespace CtVlm.MLNet;

/// <summary>What one row becomes.</summary>
/// <param name="Probabilities">K, NaN where the scores are missing.</param>
/// <param name="Label">Key of the highest probability, from 1; 0 where there is no prediction.</param>
/// <param name="Abstained">Whether there is none.</param>
internal sealed record CalibratedRow(float[] Probabilities, uint Label, bool Abstained)
{
    /// <summary>Calibrates finite scores.</summary>
    /// <param name="scores">K.</param>
    /// <param name="kind">What they are.</param>
    /// <param name="calibration">The calibration.</param>
    /// <param name="abstainBelow">The threshold; NaN without.</param>
    // The highest is found before probabilities are rounded to Single: a temperature then never changes it.
    public static CalibratedRow From(ReadOnlySpan<float> scores, ScoreInputKind kind, FittedScoreCalibration calibration, double abstainBelow)
    {
        double[] logits = new double[scores.Length], probabilities = new double[scores.Length];
        CalibrationSetup.ToLogits(scores, kind, logits);
        calibration.Apply(logits, probabilities);
        int top = 0;
        for (int k = 1; k < probabilities.Length; k++)
        {
            top = probabilities[k] > probabilities[top] ? k : top;
        }

        bool abstains = probabilities[top] < abstainBelow;
        return new CalibratedRow(Array.ConvertAll(probabilities, p => (float)p), abstains ? 0 : (uint)top + 1, abstains);
    }

    /// <summary>Of missing scores.</summary>
    public static CalibratedRow Missing(int classes) => new([.. Enumerable.Repeat(float.NaN, classes)], 0, true);
}
