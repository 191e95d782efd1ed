namespace CtVlm.MLNet.Cli;

/// <summary>What a file of embeddings holds.</summary>
internal sealed record EmbeddingLayout
{
    public const string SeriesInstanceUid = "series_instance_uid";
    public const string SliceCount = "slice_count";
    public const string SliceIndex = "slice_index";
    public const string Embedding = "embedding";

    /// <summary>Width d of a vector.</summary>
    public required int Width { get; init; }

    /// <summary>Whether there is a row a slice.</summary>
    public required bool HasSliceIndex { get; init; }

    /// <summary>Columns kept from studies.csv as text.</summary>
    public required IReadOnlyList<string> ExtraColumns { get; init; }

    /// <summary>Where the numbers come from.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>What the settings give for a cohort.</summary>
    /// <exception cref="ToolException">A column of the cohort has a name that the output needs.</exception>
    public static EmbeddingLayout Create(EmbedSettings settings, IReadOnlyList<string> extraColumns)
    {
        if (extraColumns.FirstOrDefault(name => IsTaken(name, settings.Width)) is { } taken)
        {
            throw new ToolException($"The cohort's column '{taken}' would collide with one of the output. Rename it in the CSV file.");
        }

        return new EmbeddingLayout
        {
            Width = settings.Width,
            HasSliceIndex = settings.Pooling is null,
            ExtraColumns = extraColumns,
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["encoder"] = settings.Encoder.Name,
                ["encoder_hash"] = settings.Encoder.GetHash(),
                ["rendering"] = settings.Rendering.ToJson(),
                ["point"] = settings.Point.ToString().ToLowerInvariant(),
                ["pooling"] = settings.PoolingName,
            },
        };
    }

    /// <summary>Name of a component's column in the CSV form.</summary>
    public static string Component(int index) => $"e{PlainText.Number(index)}";

    private static bool IsTaken(string name, int width) =>
        name is SeriesInstanceUid or SliceCount or SliceIndex or Embedding
        || (name.Length > 1 && name[0] == 'e' && int.TryParse(name.AsSpan(1), out int index) && index >= 0 && index < width);
}
