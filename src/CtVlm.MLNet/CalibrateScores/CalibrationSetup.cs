namespace CtVlm.MLNet;

/// <summary>What a fitted step writes, apart from the calibration.</summary>
/// <param name="OutputColumnName">Probabilities.</param>
/// <param name="InputColumnName">Scores.</param>
/// <param name="PredictedLabelColumnName">Class of the highest probability; null: not written.</param>
/// <param name="AbstainedColumnName">Whether no prediction is given; null: not written.</param>
/// <param name="AbstainBelow">The threshold; NaN without.</param>
/// <param name="InputKind">Logits or probabilities.</param>
/// <param name="ClassNames">Of the slots.</param>
internal sealed record CalibrationSetup(
    string OutputColumnName,
    string InputColumnName,
    string? PredictedLabelColumnName,
    string? AbstainedColumnName,
    double AbstainBelow,
    ScoreInputKind InputKind,
    IReadOnlyList<string> ClassNames)
{
    /// <summary>Probabilities a class is never below or above before its logarithm is taken.</summary>
    private const double Smallest = 1.0 / (1L << 52);

    /// <summary>Turns the scores of a row into logits.</summary>
    public static void ToLogits(ReadOnlySpan<float> scores, ScoreInputKind kind, Span<double> logits)
    {
        for (int k = 0; k < logits.Length; k++)
        {
            logits[k] = kind == ScoreInputKind.Probabilities ? Math.Log(Math.Clamp(scores[k], Smallest, 1 - Smallest)) : scores[k];
        }
    }

    /// <summary>The first slot that holds no probability, or -1.</summary>
    public static int FindNoProbability(ReadOnlySpan<float> scores) => scores.IndexOfAnyExceptInRange(0f, 1f);

    /// <summary>The first slot that is NaN or infinite, or -1.</summary>
    public static int FindNotFinite(ReadOnlySpan<float> scores) => scores.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
}
