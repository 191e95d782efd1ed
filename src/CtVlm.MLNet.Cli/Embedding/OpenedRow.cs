using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Cli;

/// <summary>A row whose series was opened, or not: the input of the watching step.</summary>
internal sealed class OpenedRow
{
    /// <summary>Place in the list of studies.</summary>
    public int Index { get; set; }

    /// <summary>The series; null when it could not be opened.</summary>
    [CtVolumeType]
    public CtVolume? Volume { get; set; }

    /// <summary>Why it could not be opened; empty when it was.</summary>
    public string VolumeError { get; set; } = "";
}
