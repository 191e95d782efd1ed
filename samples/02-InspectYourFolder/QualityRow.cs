using Microsoft.ML.Data;

namespace InspectYourFolder;

/// <summary>Some of the facts that MeasureCtQuality adds; NaN is unknown.</summary>
internal sealed class QualityRow
{
    [ColumnName("Quality.MissingSlices")]
    public float MissingSlices { get; set; }

    [ColumnName("Quality.OverlapMm")]
    public float OverlapMm { get; set; }

    [ColumnName("Quality.ConvolutionKernel")]
    public string Kernel { get; set; } = "";

    [ColumnName("Quality.Contrast")]
    public string Contrast { get; set; } = "";

    [ColumnName("Quality.Phase")]
    public string Phase { get; set; } = "";

    /// <summary>Where the values of air pile up: -1000 HU, if they are Hounsfield units.</summary>
    [ColumnName("Quality.AirPeakHu")]
    public float AirPeakHu { get; set; }

    /// <summary>The part of the field's border where there is body: that much is cut off.</summary>
    [ColumnName("Quality.BorderBodyFraction")]
    public float BorderBodyFraction { get; set; }
}
