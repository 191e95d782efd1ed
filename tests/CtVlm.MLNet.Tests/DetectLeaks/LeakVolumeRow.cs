using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Tests;

/// <summary>A row with a small volume in memory.</summary>
internal sealed class LeakVolumeRow
{
    [CtVolumeType]
    public CtVolume? Volume { get; set; }

    public static LeakVolumeRow Create(int content, string name, string? study = null, string? frame = null)
    {
        Random random = new(content);
        float[] hu = [.. Enumerable.Range(0, 8).Select(_ => (float)random.Next(-100, 100))];
        CtGeometry geometry = new([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1], [0, 2]);
        return new LeakVolumeRow
        {
            Volume = CtVolume.FromHu(hu, geometry, 2, 2, new CtSeriesDescription { SeriesInstanceUid = "1.4." + name, StudyInstanceUid = study ?? "1.2." + name, FrameOfReferenceUid = frame ?? "" }),
        };
    }
}
