namespace CtVlm.MLNet.Cli;

/// <summary>A row of the experiment's data. Column names are those of studies, so that the model takes them too.</summary>
internal sealed class CompareRow
{
    /// <summary>What LoadCtSeries opens.</summary>
    public string SeriesPath { get; set; } = "";

    /// <summary>Pseudonym of the patient.</summary>
    public string PatientId { get; set; } = "";

    /// <summary>Severity grade; NaN when unknown.</summary>
    public float Severity { get; set; }

    /// <summary>The report's text.</summary>
    public string Report { get; set; } = "";

    /// <summary>The class, where it is that of an extra column; empty when unknown.</summary>
    public string Label { get; set; } = "";
}
