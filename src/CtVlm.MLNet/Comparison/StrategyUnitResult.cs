using System.Text.Json.Serialization;

namespace CtVlm.MLNet;

/// <summary>What came of one fit. Test rows come in the order of the data.</summary>
internal sealed record StrategyUnitResult
{
    /// <summary>Number of the division.</summary>
    [JsonPropertyName("division")]
    public required int Division { get; init; }

    /// <summary><see cref="PlannedStrategy.Hash"/> of the strategy.</summary>
    [JsonPropertyName("strategy")]
    public required string Strategy { get; init; }

    /// <summary>The fold that was tested on.</summary>
    [JsonPropertyName("fold")]
    public required int Fold { get; init; }

    /// <summary>Width of the vectors that the trainer was given.</summary>
    [JsonPropertyName("width")]
    public int FeatureWidth { get; init; }

    /// <summary>Predicted class of each test row.</summary>
    [JsonPropertyName("predicted")]
    public int[] Predicted { get; init; } = [];

    /// <summary>Scores [rows, K], row by row.</summary>
    [JsonPropertyName("scores")]
    public float[] Scores { get; init; } = [];

    /// <summary>1 / rank of each test row's image; NaN for a row without report; empty where retrieval is not measured.</summary>
    [JsonPropertyName("ranks")]
    public float[] ReciprocalRanks { get; init; } = [];

    /// <summary>Time of the fit and of scoring.</summary>
    [JsonPropertyName("seconds")]
    public double Seconds { get; init; }

    /// <summary>Why it failed; null where it did not.</summary>
    [JsonPropertyName("error")]
    public string? Error { get; init; }
}
