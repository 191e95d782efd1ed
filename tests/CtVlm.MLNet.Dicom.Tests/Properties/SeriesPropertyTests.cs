using System.Globalization;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Any volume that is written is read back; where its files lie and what they are called changes nothing.</summary>
public sealed class SeriesPropertyTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string> Syntaxes => [.. DicomSeriesWriter.TransferSyntaxes];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Syntaxes))]
    public void Write_RandomVolumes_ReadBackEqual(string syntax)
    {
        for (int seed = 0; seed < 25; seed++)
        {
            string folder = Path.Combine(_folder.Path, seed.ToString(CultureInfo.InvariantCulture));
            DicomSeriesContent content = RandomSeries.Make(new Random(seed));
            DicomSeriesWriter.Write(folder, content, syntax, TestContext.Current.CancellationToken);

            using CtVolume volume = CtVolume.Open(folder);

            Assert.Equal([content.Geometry.SlicePositionsMm.Count, content.Rows, content.Columns], new[] { volume.SliceCount, volume.Rows, volume.Columns });
            Assert.Equal(content.Hu.ToArray().Select(value => (float)value), volume.ReadAll(1, TestContext.Current.CancellationToken));
            AssertClose(content.Geometry.AffineLps, volume.Geometry.AffineLps, seed);
            AssertClose(
                content.Geometry.SlicePositionsMm.Select(at => at - content.Geometry.SlicePositionsMm[0]),
                volume.Geometry.SlicePositionsMm.Select(at => at - volume.Geometry.SlicePositionsMm[0]),
                seed);
        }
    }

    [Fact]
    public void Open_FilesRenamedAndNested_IsTheSameVolume()
    {
        for (int seed = 0; seed < 25; seed++)
        {
            Random random = new(seed);
            string folder = Path.Combine(_folder.Path, seed.ToString(CultureInfo.InvariantCulture));
            IReadOnlyList<string> files = DicomSeriesWriter.Write(
                Path.Combine(folder, "ordered"), RandomSeries.Make(random), cancellationToken: TestContext.Current.CancellationToken);
            string[] names = [.. Enumerable.Range(0, files.Count).Select(i => i.ToString(CultureInfo.InvariantCulture))];
            random.Shuffle(names);
            for (int i = 0; i < files.Count; i++)
            {
                string nested = Path.Combine(folder, "shuffled", Path.Combine([.. Enumerable.Range(0, random.Next(4)).Select(_ => $"sub{random.Next(3)}")]));
                Directory.CreateDirectory(nested);
                File.Copy(files[i], Path.Combine(nested, names[i] + (random.Next(2) == 0 ? "" : ".ima")));
            }

            using CtVolume ordered = CtVolume.Open(Path.Combine(folder, "ordered"));
            using CtVolume shuffled = CtVolume.Open(Path.Combine(folder, "shuffled"), new CtReadOptions { MaxDegreeOfParallelism = 1 + (seed % 3) });

            Assert.Equal(ordered.ReadAll(1, TestContext.Current.CancellationToken), shuffled.ReadAll(1, TestContext.Current.CancellationToken));
            Assert.Equal(ordered.Geometry.AffineLps, shuffled.Geometry.AffineLps);
            Assert.Equal(ordered.GetContentFingerprint(TestContext.Current.CancellationToken), shuffled.GetContentFingerprint(TestContext.Current.CancellationToken));
            Assert.Equal(ordered.Series.Warnings.Select(warning => warning.Kind), shuffled.Series.Warnings.Select(warning => warning.Kind));
        }
    }

    private static void AssertClose(IEnumerable<double> expected, IEnumerable<double> actual, int seed) =>
        Assert.All(expected.Zip(actual), pair => Assert.True(Math.Abs(pair.First - pair.Second) < 1e-4, $"seed {seed}: {pair.First} expected, got {pair.Second}"));
}
