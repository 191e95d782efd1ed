using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>A labelled series in memory.</summary>
internal sealed class ComparisonRow
{
    private const int Side = 64;
    private const int Slices = 24;

    [CtVolumeType]
    public CtVolume? Volume { get; set; }

    public float Label { get; set; }

    public string PatientId { get; set; } = "";

    /// <summary>Two series of noise a patient, whose brightness tells three classes apart, though not without error.</summary>
    public static IReadOnlyList<ComparisonRow> Make(int patients)
    {
        Random random = new(1);
        return [.. Enumerable.Range(0, 2 * patients).Select(i => Make(i / 2, random))];
    }

    private static ComparisonRow Make(int patient, Random random)
    {
        int label = patient % 3;
        double level = (30 * label) + (60 * random.NextDouble());
        float[] hu = [.. Enumerable.Range(0, Slices * Side * Side).Select(_ => (float)(level + (100 * (random.NextDouble() - 0.5))))];
        CtGeometry geometry = new([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 5, 0, 0, 0, 0, 1], [.. Enumerable.Range(0, Slices).Select(z => 5.0 * z)]);
        return new ComparisonRow { Volume = CtVolume.FromHu(hu, geometry, Side, Side), Label = label, PatientId = FormattableString.Invariant($"P{patient}") };
    }
}
