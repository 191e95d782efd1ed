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

    /// <summary>
    /// Of each test row's report three numbers: images nearer than the first tie that holds one of its own, images in that tie, its own among them; three zeros for a row
    /// without report. Empty where retrieval is not measured.
    /// </summary>
    [JsonPropertyName("ties")]
    public int[] Ties { get; init; } = [];

    /// <summary>The same as ties; null for a row without report.</summary>
    [JsonIgnore]
    public IReadOnlyList<TieGroup?> Ranked
    {
        get => [.. Ties.Chunk(3).Select(tie => tie[1] == 0 ? (TieGroup?)null : new TieGroup(tie[0], tie[1], tie[2]))];
        init => Ties = [.. value.SelectMany(tie => tie is { } first ? [first.Before, first.Size, first.Positives] : new int[3])];
    }

    /// <summary>1 / rank of each report's image over the orders of ties, of the rows with a report.</summary>
    public IEnumerable<double> GetReciprocalRanks() => Ranked.OfType<TieGroup>().Select(TextToImage.ReciprocalRank);

    /// <summary>Time of the fit and of scoring.</summary>
    [JsonPropertyName("seconds")]
    public double Seconds { get; init; }

    /// <summary>Why it failed; null where it did not.</summary>
    [JsonPropertyName("error")]
    public string? Error { get; init; }

    /// <summary>The exception itself; never written, and so null for a fit from a checkpoint.</summary>
    [JsonIgnore]
    public Exception? Failure { get; init; }
}
