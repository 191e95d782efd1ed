using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Cli;

/// <summary>The output of the watching step: the same series.</summary>
internal sealed class WatchedRow
{
    /// <summary>The series; null when it could not be opened.</summary>
    [CtVolumeType]
    public CtVolume? Watched { get; set; }
}
