using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Extensions.AI;

/// <summary>A row of the view that a request becomes.</summary>
internal sealed class VolumeRow
{
    /// <summary>The volume.</summary>
    [CtVolumeType]
    public CtVolume? Volume { get; set; }
}
