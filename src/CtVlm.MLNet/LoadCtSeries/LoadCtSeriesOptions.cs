using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet;

/// <summary>Settings of <see cref="LoadCtSeriesEstimator"/>.</summary>
public sealed record LoadCtSeriesOptions
{
    /// <summary>The column of volumes that is added.</summary>
    public required string OutputColumnName { get; init; }

    /// <summary>The text column with the series: a folder or file, or <c>folder|SeriesInstanceUID</c> where a folder holds several, or <c>folder|SeriesInstanceUID:n</c> for the nth of several volumes of one series.</summary>
    /// <value>Null: the output column's name.</value>
    public string? InputColumnName { get; init; }

    /// <summary>What relative paths start from. Saved as given.</summary>
    /// <value>Null: the current folder.</value>
    public string? BaseFolder { get; init; }

    /// <summary>How series are read: policy for irregular ones, padding, tolerances, and the grid they are resampled to. Limits and the number of threads are not saved.</summary>
    /// <value><see cref="CtReadOptions.Default"/>: as they are, with warnings.</value>
    public CtReadOptions ReadOptions { get; init; } = CtReadOptions.Default;

    /// <summary>What happens to a row whose series cannot be opened.</summary>
    /// <value><see cref="SeriesErrorPolicy.Throw"/>: nothing is lost unnoticed.</value>
    public SeriesErrorPolicy OnError { get; init; } = LoadCtSeriesDefaults.OnError;

    /// <summary>The text column with the reason, where <see cref="OnError"/> keeps the row; empty text where all went well.</summary>
    /// <value>Null: the output column's name with "Error".</value>
    public string? ErrorColumnName { get; init; }
}
