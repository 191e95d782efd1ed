using System.Text.Json.Serialization;

namespace CtVlm.MLNet.Cli;

/// <summary>What a model says of one series.</summary>
internal sealed record PredictedStudy
{
    /// <summary>The series, as its source names it.</summary>
    public required string Series { get; init; }

    /// <summary>The predicted label's value; null when it failed, or when the model gives no label.</summary>
    public string? Label { get; init; }

    /// <summary>A score for each class, in the model's order; null when it failed.</summary>
    public IReadOnlyDictionary<string, double>? Scores { get; init; }

    /// <summary>Why there is no prediction; null when there is one.</summary>
    public string? Error { get; init; }

    /// <summary>Whether there is a prediction.</summary>
    [JsonIgnore]
    public bool IsPredicted => Error is null;

    /// <summary>The row of a series that failed.</summary>
    public static PredictedStudy Failed(Study study, string reason) => new() { Series = study.SeriesPath, Error = PlainText.OneLine(reason) };
}
