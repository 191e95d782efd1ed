namespace CtVlm.MLNet;

/// <summary>Settings of <see cref="MeasureCtQualityEstimator"/>.</summary>
public sealed record MeasureCtQualityOptions
{
    /// <summary>What the names of the added columns begin with: <c>Quality</c> gives <c>Quality.SliceCount</c>, <c>Quality.TiltDegrees</c> and so on.</summary>
    public required string OutputColumnName { get; init; }

    /// <summary>The column of volumes.</summary>
    /// <value>Null: the output column's name.</value>
    public string? InputColumnName { get; init; }

    /// <summary>How many slices are decoded for the facts of pixels, evenly spaced, 1 or more.</summary>
    /// <value>16.</value>
    public int MaxSlices { get; init; } = MeasureCtQualityDefaults.MaxSlices;

    /// <summary>What happens to a row whose volume is missing or whose pixels cannot be read. To leave such rows out, their pixels are read whichever columns are asked for.</summary>
    /// <value><see cref="SeriesErrorPolicy.Throw"/>: nothing is lost unnoticed.</value>
    public SeriesErrorPolicy OnError { get; init; } = MeasureCtQualityDefaults.OnError;

    /// <summary>The text column with the reason, where <see cref="OnError"/> keeps the row; empty text where all went well. Asking for it reads pixels.</summary>
    /// <value>Null: the output column's name with "Error".</value>
    public string? ErrorColumnName { get; init; }
}
