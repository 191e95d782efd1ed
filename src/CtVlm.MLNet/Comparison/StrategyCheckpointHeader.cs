using System.Text.Json.Serialization;

namespace CtVlm.MLNet;

/// <summary>What a checkpoint belongs to. Hashes and row numbers only.</summary>
internal sealed record StrategyCheckpointHeader
{
    /// <summary>The version that is written.</summary>
    public const int CurrentVersion = 2;

    /// <summary>Version of the folder's layout.</summary>
    [JsonPropertyName("version")]
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Hash of the strategies.</summary>
    [JsonPropertyName("strategies")]
    public required string Strategies { get; init; }

    /// <summary>Hash of every other setting that results depend on.</summary>
    [JsonPropertyName("settings")]
    public required string Settings { get; init; }

    /// <summary>Hash of labels, patients and reports.</summary>
    [JsonPropertyName("data")]
    public required string Data { get; init; }

    /// <summary>The labelled rows whose series could be embedded, as places among the labelled rows; null until that is known.</summary>
    [JsonPropertyName("rows")]
    public int[]? Rows { get; init; }

    /// <summary>What differs, in words.</summary>
    public IEnumerable<string> Differences(StrategyCheckpointHeader other)
    {
        (bool Differs, string What)[] parts =
        [
            (Version != other.Version, "the version of the package"),
            (Strategies != other.Strategies, "the strategies"),
            (Settings != other.Settings, "the settings"),
            (Data != other.Data, "the labels, patients or reports of the data"),
        ];
        return parts.Where(p => p.Differs).Select(p => p.What);
    }
}
