namespace CtVlm.MLNet.Dicom;

/// <summary>Says in a sentence why volumes are not one.</summary>
internal static class SplitText
{
    private static readonly (CtSeriesSplit Flag, string Name)[] Names =
    [
        (CtSeriesSplit.Orientation, "orientation (0020,0037)"),
        (CtSeriesSplit.Size, "Rows and Columns (0028,0010)"),
        (CtSeriesSplit.PixelSpacing, "pixel spacing (0028,0030)"),
        (CtSeriesSplit.Acquisition, "acquisition number (0020,0012) at the same positions"),
        (CtSeriesSplit.Phase, "temporal position (0020,0100) at the same positions"),
        (CtSeriesSplit.ImageType, "image type (0008,0008) at the same positions"),
        (CtSeriesSplit.ConvolutionKernel, "convolution kernel (0018,1210) at the same positions"),
    ];

    /// <summary>One flag's name.</summary>
    public static string Name(CtSeriesSplit flag) => Array.Find(Names, name => name.Flag == flag).Name;

    /// <summary>The sentence; empty for <see cref="CtSeriesSplit.None"/>.</summary>
    /// <param name="split">The differences.</param>
    /// <param name="volumesOfSeries">How many volumes the series gave.</param>
    public static string Describe(CtSeriesSplit split, int volumesOfSeries)
    {
        string[] differences = [.. Names.Where(name => split.HasFlag(name.Flag)).Select(name => name.Name)];
        string within = differences.Length == 0
            ? ""
            : $"One of {volumesOfSeries} volumes of one series: their slices differ in {string.Join(" and in ", differences)}.";
        string beside = split.HasFlag(CtSeriesSplit.SeriesInstanceUid) ? "Another series, by its Series Instance UID, lies in the same folder." : "";
        return string.Join(' ', new[] { within, beside }.Where(text => text.Length > 0));
    }
}
