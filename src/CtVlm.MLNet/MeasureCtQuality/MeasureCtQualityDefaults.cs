using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet;

/// <summary>Defaults of <see cref="MeasureCtQualityOptions"/>.</summary>
internal static class MeasureCtQualityDefaults
{
    public const SeriesErrorPolicy OnError = SeriesErrorPolicy.Throw;
    public const int MaxSlices = CtQuality.DefaultSlices;
}
