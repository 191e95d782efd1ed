using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Cli;

/// <summary>One series to work on: a row of studies.csv, or a series found in a folder.</summary>
internal sealed record Study
{
    /// <summary>The series as its source names it: the path of the CSV row, or the folder relative to the one scanned.</summary>
    public required string SeriesPath { get; init; }

    /// <summary>The same, complete: what LoadCtSeries opens.</summary>
    public required string Locator { get; init; }

    /// <summary>Pseudonym of the patient; empty when unknown.</summary>
    public string PatientId { get; init; } = "";

    /// <summary>Severity grade; null when unknown.</summary>
    public float? Severity { get; init; }

    /// <summary>The report's text; empty when there is none.</summary>
    public string Report { get; init; } = "";

    /// <summary>Values of the table's extra columns, in their order.</summary>
    public IReadOnlyList<string> Extras { get; init; } = [];

    /// <summary>The series whose headers were already read; null for a row of a CSV file.</summary>
    public CtSeriesEntry? Entry { get; init; }
}
