using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>A row of a cohort's studies.csv: header <c>series_path,patient_id,severity,report</c>, RFC 4180 quoting.</summary>
/// <remarks>
/// Load it with <c>ml.Data.LoadFromTextFile&lt;CtStudy&gt;("studies.csv", ',', hasHeader: true, allowQuoting: true)</c>; write a class of your own for other columns.
/// </remarks>
public sealed class CtStudy
{
    /// <summary>The series: a folder or file, relative to the CSV file, or <c>folder|SeriesInstanceUID</c>.</summary>
    [LoadColumn(0)]
    public string SeriesPath { get; set; } = "";

    /// <summary>Pseudonym of the patient, the group that splits must not cut. Text: ML.NET cuts a key column by its order instead.</summary>
    [LoadColumn(1)]
    public string PatientId { get; set; } = "";

    /// <summary>Severity grade, 0 upwards; NaN when unknown.</summary>
    [LoadColumn(2)]
    public float Severity { get; set; }

    /// <summary>The report's text; empty when there is none.</summary>
    [LoadColumn(3)]
    public string Report { get; set; } = "";
}
