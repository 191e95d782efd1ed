namespace CtVlm.MLNet;

/// <summary>A row of <see cref="CtDataCatalog.LoadFromDicomFolder"/>: one CT series that was found.</summary>
public sealed class CtSeriesRow
{
    /// <summary>The series, as LoadCtSeries takes it: its folder or file, with <c>|SeriesInstanceUID</c>, and <c>:n</c> after it where a UID gave several volumes.</summary>
    public string SeriesPath { get; set; } = "";

    /// <summary>Series Instance UID (0020,000E).</summary>
    public string SeriesInstanceUid { get; set; } = "";

    /// <summary>Number of slices.</summary>
    public int Slices { get; set; }

    /// <summary>Number of rows of a slice.</summary>
    public int Rows { get; set; }

    /// <summary>Number of columns of a slice.</summary>
    public int Columns { get; set; }

    /// <summary>Distance between slices, millimetres.</summary>
    public float SliceSpacingMm { get; set; }

    /// <summary>Distance between pixels of a row, millimetres.</summary>
    public float PixelSpacingMm { get; set; }

    /// <summary>axial, coronal, sagittal or oblique.</summary>
    public string Orientation { get; set; } = "";

    /// <summary>Angle between the slice normal and the slice step, degrees.</summary>
    public float TiltDegrees { get; set; }

    /// <summary>Why the volume is not one with others of its series or folder, in a sentence; empty where it is the whole of its series and alone in its folder.</summary>
    public string SplitReason { get; set; } = "";

    /// <summary>The irregularities found, one sentence each, joined by a space; empty when there is none.</summary>
    public string Warnings { get; set; } = "";
}
