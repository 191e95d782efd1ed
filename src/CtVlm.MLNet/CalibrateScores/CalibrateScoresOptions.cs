namespace CtVlm.MLNet;

/// <summary>Settings of <see cref="CalibrateScoresEstimator"/>.</summary>
public sealed record CalibrateScoresOptions
{
    /// <summary>The column of probabilities that is added.</summary>
    public required string OutputColumnName { get; init; }

    /// <summary>The column of scores.</summary>
    /// <value>Null: the output column's name.</value>
    public string? InputColumnName { get; init; }

    /// <summary>The calibration.</summary>
    public required ScoreCalibration Calibration { get; init; }

    /// <summary>The column of actual classes, needed in Fit only: a key, a number or text.</summary>
    /// <value>Label.</value>
    public string LabelColumnName { get; init; } = CalibrateScoresDefaults.Label;

    /// <summary>What the scores are.</summary>
    /// <value>Decided from the rows of the fit.</value>
    public ScoreInputKind InputKind { get; init; } = ScoreInputKind.Auto;

    /// <summary>
    /// The column that gets the class of the highest probability anew, the lowest slot on ties: a key with the class names as text. Null: none is written, and one of the trainer
    /// stays as it was, which may differ from the calibrated scores unless the temperature was fitted.
    /// </summary>
    /// <value>PredictedLabel.</value>
    public string? PredictedLabelColumnName { get; init; } = CalibrateScoresDefaults.PredictedLabel;

    /// <summary>
    /// Below which highest probability no prediction is given, above 0 to 1: <see cref="AbstainedColumnName"/> is true and the predicted label is missing there. Rows with missing scores
    /// abstain too.
    /// </summary>
    /// <value>Null: a prediction for every row, and no such column.</value>
    public double? AbstainBelow { get; init; }

    /// <summary>The Boolean column that is added where <see cref="AbstainBelow"/> is set.</summary>
    /// <value>Abstained.</value>
    public string AbstainedColumnName { get; init; } = CalibrateScoresDefaults.Abstained;

    /// <summary>Every rule that is broken, in words.</summary>
    internal IEnumerable<string> FindFaults()
    {
        if (string.IsNullOrEmpty(OutputColumnName) || string.IsNullOrEmpty(LabelColumnName) || string.IsNullOrEmpty(AbstainedColumnName) || InputColumnName is { Length: 0 } || PredictedLabelColumnName is { Length: 0 })
        {
            yield return "a column name is empty";
        }

        if (Calibration is null)
        {
            yield return "Calibration is null: choose one, such as ScoreCalibration.Temperature()";
        }

        if (!Enum.IsDefined(InputKind))
        {
            yield return $"InputKind {InputKind} is unknown";
        }

        if (AbstainBelow is not (null or (> 0 and <= 1)))
        {
            yield return FormattableString.Invariant($"AbstainBelow must be above 0 and at most 1, got {AbstainBelow}");
        }

        string[] outputs = [OutputColumnName, .. new[] { PredictedLabelColumnName, AbstainBelow is null ? null : AbstainedColumnName }.OfType<string>()];
        if (outputs.Distinct(StringComparer.Ordinal).Count() < outputs.Length)
        {
            yield return $"the added columns must differ in name, got {string.Join(", ", outputs)}";
        }
    }
}
