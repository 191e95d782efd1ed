using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Tests;

/// <summary>A row with a volume in memory.</summary>
internal sealed class VolumeRow
{
    public string Name { get; set; } = "";

    [CtVolumeType]
    public CtVolume? Volume { get; set; }
}
