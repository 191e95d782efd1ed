using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Phantoms;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>
/// The series that the readers read: an abdomen of 512 x 512, 12 in 16 bits, with a scanner's noise, so that a codec has as much to do as with a patient's. Written
/// uncompressed by the product and compressed by GDCM, each once.
/// </summary>
internal static class ReaderCorpus
{
    private static readonly int s_slices = BenchmarkScale.IsShort ? 4 : 40;
    private static readonly int s_size = BenchmarkScale.IsShort ? 64 : 512;

    private static readonly Lazy<PhantomSeries> s_phantom = new(
        () => PhantomPatient.Generate(seed: 1, index: 0, new PhantomOptions { ImageSize = s_size, SliceCount = s_slices, SeriesPerPatient = 1 }).Series[0]);

    /// <summary>Writes the series uncompressed.</summary>
    /// <returns>The folder.</returns>
    public static string Raw() => Once("raw", folder => DicomSeriesWriter.Write(folder, Content()));

    /// <summary>Writes 300 slices uncompressed: the series again and again, at places of their own.</summary>
    /// <returns>The folder.</returns>
    public static string RawLong() => Once("raw-long", folder =>
    {
        const int Slices = 300;
        PhantomSeries phantom = s_phantom.Value;
        short[] hu = new short[Slices * phantom.Rows * phantom.Columns];
        for (int done = 0; done < hu.Length; done += phantom.Hu.Length)
        {
            phantom.Hu.AsSpan(0, Math.Min(phantom.Hu.Length, hu.Length - done)).CopyTo(hu.AsSpan(done));
        }

        double step = phantom.Geometry.SpacingMm[0], start = phantom.Geometry.SlicePositionsMm[0];
        CtGeometry geometry = new(phantom.Geometry.AffineLps, [.. Enumerable.Range(0, Slices).Select(z => start + (z * step))]);
        DicomSeriesWriter.Write(folder, Content(geometry, hu));
    });

    /// <summary>Writes a folder again in another transfer syntax; needs the peers.</summary>
    /// <returns>The folder.</returns>
    /// <exception cref="InvalidOperationException">It cannot be written.</exception>
    public static string Transcoded(string raw, string uid) => Once($"{Path.GetFileName(raw)}-{uid}", folder =>
    {
        if (PeerSetup.WhyFailed(PeerSetup.Python, PeerSetup.Script("transcode.py"), raw, folder, uid) is { } reason)
        {
            throw new InvalidOperationException($"The corpus cannot be written in {uid}: {reason}");
        }
    });

    /// <summary>Writes ten series of a hundred slices, 256 x 256, each in a subfolder.</summary>
    /// <returns>The folder above them.</returns>
    public static string Tree() => Once("tree", folder =>
    {
        for (int series = 0; series < 10; series++)
        {
            SyntheticSeries.Write(Path.Combine(folder, $"series{series}"), seed: 5000 + series, slices: BenchmarkScale.IsShort ? 4 : 100, size: 256);
        }
    });

    /// <summary>What the series holds.</summary>
    public static DicomSeriesContent Content() => Content(s_phantom.Value.Geometry, s_phantom.Value.Hu);

    /// <summary>Writes a folder of the corpus, unless it is there.</summary>
    /// <returns>The folder.</returns>
    public static string Once(string name, Action<string> write)
    {
        string folder = FixtureFolder.Combine("readers", name);
        if (!Directory.Exists(folder))
        {
            write(folder);
        }

        return folder;
    }

    private static DicomSeriesContent Content(CtGeometry geometry, short[] hu) => new()
    {
        Hu = hu,
        Rows = s_size,
        Columns = s_size,
        Geometry = geometry,
        Identity = SyntheticSeries.Identity("reading"),
    };
}
