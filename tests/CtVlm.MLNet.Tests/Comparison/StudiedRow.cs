using System.Globalization;
using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Probe;

namespace CtVlm.MLNet.Tests;

/// <summary>A labelled series in memory with identifiers, and columns that have little to do with its class.</summary>
internal sealed class StudiedRow
{
    [CtVolumeType]
    public CtVolume? Volume { get; set; }

    public float Severity { get; set; }

    public string PatientId { get; set; } = "";

    public string Report { get; set; } = "";

    public float Age { get; set; }

    public string Scanner { get; set; } = "";

    /// <summary>Two rows a patient, three classes, every identifier its own.</summary>
    public static StudiedRow[] Create(int patients, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, 2 * patients).Select(i => new StudiedRow
        {
            Volume = Scan(i, seed),
            Severity = i / 2 % 3,
            PatientId = string.Create(CultureInfo.InvariantCulture, $"P{i / 2:D3}"),
            Report = string.Create(CultureInfo.InvariantCulture, $"wall {1 + random.Next(9)} mm, {(random.Next(2) == 0 ? "no fistula" : "stricture 2 cm")}"),
            Age = (float)(40 + (4 * (i / 2 % 3)) + (30 * random.NextDouble())),
            Scanner = ((string[])["alpha", "beta", "gamma"])[random.Next(3)],
        })];
    }

    /// <summary>A small series of its own content, brighter as the class rises.</summary>
    public static CtVolume Scan(int row, int seed, string? study = null, string? frame = null, string? series = null) => SyntheticCohort.Volume(
        20 + (25 * (row / 2 % 3)), 10, new Random((1000 * seed) + row), new CtSeriesDescription
        {
            StudyInstanceUid = study ?? $"1.2.{row}",
            FrameOfReferenceUid = frame ?? $"1.3.{row}",
            SeriesInstanceUid = series ?? $"1.4.{row}",
        });
}
