using CtVlm.MLNet;

namespace AdaptAndCompare;

/// <summary>A row of studies.csv with what makes two patients positives of each other.</summary>
internal sealed class KeyedStudy
{
    public string SeriesPath { get; set; } = "";

    public string PatientId { get; set; } = "";

    public float Severity { get; set; }

    public string Report { get; set; } = "";

    /// <summary>Grade, place and signs, as the report has them.</summary>
    public string Key { get; set; } = "";
}
