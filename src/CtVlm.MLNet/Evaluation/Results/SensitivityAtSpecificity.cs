namespace CtVlm.MLNet;

/// <summary>How many positives a threshold finds while the specificity stays at or above a target.</summary>
/// <remarks>The threshold is chosen on the rows it is measured on: the sensitivity is optimistic for new data. <b>Source:</b> definitions in Evaluation/README.md.</remarks>
public sealed record SensitivityAtSpecificity
{
    /// <summary>Specificity asked for, [0, 1].</summary>
    public required double Specificity { get; init; }

    /// <summary>Largest sensitivity that a threshold reaches there, [0, 1]; NaN where the positives or the negatives are absent.</summary>
    public required double Sensitivity { get; init; }

    /// <summary>The highest threshold that reaches it (positive: score >= threshold); +infinity where nobody may be called positive (or only rows of an infinite score). NaN with the sensitivity.</summary>
    public required double Threshold { get; init; }

    /// <summary>Height of the ROC curve, its points joined by lines, at 1 - specificity; never below <see cref="Sensitivity"/>. NaN with it.</summary>
    public required double LinearSensitivity { get; init; }
}
