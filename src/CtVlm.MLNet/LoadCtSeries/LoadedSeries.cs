using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet;

/// <summary>A series that was opened, or why it could not be.</summary>
internal sealed record LoadedSeries(CtVolume? Volume, SeriesFailure? Failure);
