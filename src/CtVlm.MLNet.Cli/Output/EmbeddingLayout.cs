using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Cli;

/// <summary>What a file of embeddings holds.</summary>
internal sealed record EmbeddingLayout
{
    public const string SeriesInstanceUid = "series_instance_uid";
    public const string SliceCount = "slice_count";
    public const string SliceIndex = "slice_index";
    public const string TokenIndex = "token_index";
    public const string Embedding = "embedding";

    /// <summary>Width d of a vector.</summary>
    public required int Width { get; init; }

    /// <summary>Whether there is a row a slice.</summary>
    public required bool HasSliceIndex { get; init; }

    /// <summary>Whether there is a row a token of a slice.</summary>
    public bool HasTokenIndex { get; init; }

    /// <summary>Columns kept from studies.csv as text.</summary>
    public required IReadOnlyList<string> ExtraColumns { get; init; }

    /// <summary>Where the numbers come from.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>What the settings give for a cohort.</summary>
    /// <exception cref="ToolException">A column of the cohort has a name that the output needs.</exception>
    public static EmbeddingLayout Create(EmbedSettings settings, string compute, IReadOnlyList<string> extraColumns)
    {
        CheckNames(extraColumns, settings.Width);
        return new EmbeddingLayout
        {
            Width = settings.Width,
            HasSliceIndex = settings.Pooling is null,
            HasTokenIndex = settings.HasTokens,
            ExtraColumns = extraColumns,
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["encoder"] = settings.Encoder.Name,
                ["encoder_hash"] = settings.Encoder.GetHash(),
                ["compute"] = compute,
                ["rendering"] = settings.Rendering.ToJson(),
                ["point"] = settings.Point.ToString().ToLowerInvariant(),
                ["pooling"] = settings.PoolingName,
            },
        };
    }

    /// <summary>What embedded texts give for a cohort: a row a study.</summary>
    /// <exception cref="ToolException">A column of the cohort has a name that the output needs.</exception>
    public static EmbeddingLayout CreateForTexts(VlmEncoder encoder, string compute, string column, IReadOnlyList<string> extraColumns)
    {
        int width = encoder.TextWidth ?? 0;
        CheckNames(extraColumns, width);
        return new EmbeddingLayout
        {
            Width = width,
            HasSliceIndex = false,
            ExtraColumns = extraColumns,
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["encoder"] = encoder.Name,
                ["encoder_hash"] = encoder.GetHash(),
                ["compute"] = compute,
                ["text"] = column,
            },
        };
    }

    /// <summary>Name of a component's column in the CSV form.</summary>
    public static string Component(int index) => $"e{PlainText.Number(index)}";

    private static void CheckNames(IReadOnlyList<string> extraColumns, int width)
    {
        if (extraColumns.FirstOrDefault(name => IsTaken(name, width)) is { } taken)
        {
            throw new ToolException($"The cohort's column '{taken}' would collide with one of the output. Rename it in the CSV file.");
        }
    }

    private static bool IsTaken(string name, int width) =>
        name is SeriesInstanceUid or SliceCount or SliceIndex or TokenIndex or Embedding
        || (name.Length > 1 && name[0] == 'e' && int.TryParse(name.AsSpan(1), out int index) && index >= 0 && index < width);
}
