using System.Collections.Concurrent;
using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet;

/// <summary>
/// Fingerprints of series that were opened before, as long as their files stay as they were: a trainer's next pass then reads headers,
/// but not all bytes again. Volumes themselves are not kept: with about a kilobyte a slice they would grow with the cohort.
/// </summary>
internal sealed class SeriesMemo(CtReadOptions options)
{
    // A series takes less than a kilobyte; beyond this number all are forgotten.
    private const int Capacity = 16384;

    private readonly ConcurrentDictionary<(string Path, string? SeriesInstanceUid), (string Stamps, ContentFingerprint Fingerprint)> _opened = new();

    /// <summary>The series below a path; the caller owns the volume.</summary>
    public CtVolume Open(string path, string? seriesInstanceUid)
    {
        CtSeriesEntry entry = SeriesPicker.Pick(CtInventory.Scan(path, options), path, seriesInstanceUid);
        string stamps = FileStamps.Digest(entry.Files);
        CtVolume volume = entry.Open();
        if (_opened.TryGetValue((path, seriesInstanceUid), out (string Stamps, ContentFingerprint Fingerprint) known) && known.Stamps == stamps)
        {
            volume.Fingerprint = known.Fingerprint;
            return volume;
        }

        if (_opened.Count >= Capacity)
        {
            _opened.Clear();
        }

        _opened[(path, seriesInstanceUid)] = (stamps, volume.Fingerprint);
        return volume;
    }
}
