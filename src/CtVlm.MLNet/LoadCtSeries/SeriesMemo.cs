using System.Collections.Concurrent;
using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet;

/// <summary>
/// Series that were opened before, as long as their files stay as they were: a trainer's next pass then neither scans the folder
/// nor reads the files again for their fingerprint.
/// </summary>
internal sealed class SeriesMemo
{
    // Headers of a series take some tens of kilobytes; beyond this number all are forgotten.
    private const int Capacity = 4096;

    private readonly ConcurrentDictionary<(string Path, string? SeriesInstanceUid), (CtVolume Volume, FileStamps Stamps)> _opened = new();

    /// <summary>The series below a path; the caller owns the volume.</summary>
    public CtVolume Open(string path, string? seriesInstanceUid)
    {
        if (_opened.TryGetValue((path, seriesInstanceUid), out (CtVolume Volume, FileStamps Stamps) known) && known.Stamps.AreCurrent())
        {
            return known.Volume.Share();
        }

        CtSeriesEntry entry = SeriesPicker.Pick(CtInventory.Scan(path), path, seriesInstanceUid);
        var stamps = FileStamps.Take(path, entry.Files);
        CtVolume volume = entry.Open();
        if (_opened.Count >= Capacity)
        {
            _opened.Clear();
        }

        _opened[(path, seriesInstanceUid)] = (volume, stamps);
        return volume.Share();
    }
}
