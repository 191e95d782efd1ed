using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>Writes CT series of any size: a noisy cylinder, different in every slice and series.</summary>
internal static class SyntheticSeries
{
    private const double SliceStepMm = 2.5;
    private const double PixelMm = 0.75;

    /// <summary>Writes one series, uncompressed, explicit little endian.</summary>
    /// <param name="folder">Where its files go.</param>
    /// <param name="seed">Decides every voxel and identifier.</param>
    /// <param name="slices">Z.</param>
    /// <param name="size">Rows and columns.</param>
    /// <returns>The paths, in slice order.</returns>
    public static IReadOnlyList<string> Write(string folder, int seed, int slices, int size)
    {
        DicomSeriesContent content = new()
        {
            Hu = CreateHu(seed, slices, size),
            Rows = size,
            Columns = size,
            Geometry = CreateGeometry(slices),
            Identity = Identity($"{seed}"),
        };
        return DicomSeriesWriter.Write(folder, content);
    }

    /// <summary>The identifiers of a series.</summary>
    /// <param name="name">Tells it from others.</param>
    public static DicomSeriesIdentity Identity(string name) => new()
    {
        PatientName = "Synthetic^Benchmark",
        PatientId = $"B{name}",
        StudyInstanceUid = SyntheticUid.Create($"benchmark study {name}"),
        SeriesInstanceUid = SyntheticUid.Create($"benchmark series {name}"),
        FrameOfReferenceUid = SyntheticUid.Create($"benchmark frame {name}"),
    };

    private static CtGeometry CreateGeometry(int slices) => new(
        [PixelMm, 0, 0, 0, 0, PixelMm, 0, 0, 0, 0, SliceStepMm, 0, 0, 0, 0, 1],
        [.. Enumerable.Range(0, slices).Select(z => z * SliceStepMm)]);

    private static short[] CreateHu(int seed, int slices, int size)
    {
        Random random = new(seed);
        short[] hu = new short[slices * size * size];
        double radius = 0.45 * size;
        for (int i = 0; i < hu.Length; i++)
        {
            double y = (i / size % size) - (size / 2.0), x = (i % size) - (size / 2.0);
            bool isBody = (x * x) + (y * y) < radius * radius;
            hu[i] = (short)((isBody ? 40 + (100 * Math.Sin((x + i / (size * size)) / 20)) : -1000) + random.Next(-20, 21));
        }

        return hu;
    }
}
