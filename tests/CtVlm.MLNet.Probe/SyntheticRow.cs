using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Probe;

/// <summary>A labelled series in memory.</summary>
public sealed class SyntheticRow
{
    [CtVolumeType]
    public CtVolume? Volume { get; set; }

    public float Severity { get; set; }

    public string PatientId { get; set; } = "";

    public string Report { get; set; } = "";
}
