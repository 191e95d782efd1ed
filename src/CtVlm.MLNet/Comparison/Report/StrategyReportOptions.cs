namespace CtVlm.MLNet;

/// <summary>What a report of an experiment shows.</summary>
public sealed record StrategyReportOptions
{
    private const int MostThumbnailPixels = 1024;

    /// <summary>The heading.</summary>
    /// <value>"Comparison of embedding strategies".</value>
    public string Title { get; init; } = "Comparison of embedding strategies";

    /// <summary>Whether headers of all series are read for the summary of their quality.</summary>
    /// <value>True; it opens each series once, without its pixels.</value>
    public bool MeasuresQuality { get; init; } = true;

    /// <summary>Cases shown of each kind (most confident right, most confident wrong, least certain), 0 or more.</summary>
    /// <value>2.</value>
    public int CasesPerKind { get; init; } = 2;

    /// <summary>Slices pictured for each case, 0 or more.</summary>
    /// <value>4; 0 shows no pixels.</value>
    public int SlicesPerCase { get; init; } = 4;

    /// <summary>Longer side of a pictured slice in pixels, 16 to 1024.</summary>
    /// <value>192.</value>
    public int ThumbnailPixels { get; init; } = 192;

    /// <summary>When the report counts as written.</summary>
    /// <value>Null: now.</value>
    public DateTimeOffset? Written { get; init; }

    /// <summary>Further lines of provenance, name and value, such as the options of a command. They are printed as they are: no path, no identity belongs in them.</summary>
    /// <value>None.</value>
    public IReadOnlyList<KeyValuePair<string, string>> Notes { get; init; } = [];

    /// <summary>Every option is in range.</summary>
    /// <exception cref="ArgumentException">Some are not; the message lists them all.</exception>
    internal void Check()
    {
        (bool IsWrong, string Message)[] rules =
        [
            (string.IsNullOrWhiteSpace(Title), "Title is empty"),
            (CasesPerKind < 0, FormattableString.Invariant($"CasesPerKind is {CasesPerKind}, 0 or more expected")),
            (SlicesPerCase < 0, FormattableString.Invariant($"SlicesPerCase is {SlicesPerCase}, 0 or more expected")),
            (ThumbnailPixels is < 16 or > MostThumbnailPixels, FormattableString.Invariant($"ThumbnailPixels is {ThumbnailPixels}, 16 to {MostThumbnailPixels} expected")),
            (Notes is null, "Notes is null"),
        ];
        if (rules.Any(rule => rule.IsWrong))
        {
            throw new ArgumentException($"WriteReport: {string.Join("; ", rules.Where(rule => rule.IsWrong).Select(rule => rule.Message))}.");
        }
    }
}
