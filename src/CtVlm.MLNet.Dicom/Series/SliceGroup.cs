namespace CtVlm.MLNet.Dicom;

/// <summary>Slices that belong together, and what was found while they were brought together.</summary>
internal sealed class SliceGroup(IEnumerable<SliceImage> images, IEnumerable<CtWarning> warnings)
{
    public List<SliceImage> Images { get; } = [.. images];

    public List<CtWarning> Warnings { get; } = [.. warnings];

    /// <summary>In what the group differs from the others of its series.</summary>
    public CtSeriesSplit Split { get; set; }

    public string SeriesUid => Images[0].SeriesUid;
}
