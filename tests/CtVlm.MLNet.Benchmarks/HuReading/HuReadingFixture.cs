using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>One uncompressed series of 512 x 512 slices on disk, indexed; both readers gave the same values before anything is timed.</summary>
internal sealed class HuReadingFixture
{
    public const int Size = 512;

    private static readonly Lazy<HuReadingFixture> s_shared = new(() => new HuReadingFixture());

    private HuReadingFixture()
    {
        Folder = FixtureFolder.Combine("hu");
        Paths = SyntheticSeries.Write(Folder, seed: 1, BenchmarkScale.IsShort ? 20 : 200, Size);
        Series = CtInventory.Scan(Folder).Series.Single();
        float[] expected = new float[Paths.Count * SliceSize];
        BareReader.Read(Paths, SliceSize, expected);
        using CtVolume volume = Series.Open();
        FixtureCheck.Same(expected, volume.ReadAll(1), tolerance: 0, "HU reading");
    }

    public static HuReadingFixture Shared => s_shared.Value;

    public string Folder { get; }

    public IReadOnlyList<string> Paths { get; }

    public CtSeriesEntry Series { get; }

    public int SliceSize => Size * Size;
}
