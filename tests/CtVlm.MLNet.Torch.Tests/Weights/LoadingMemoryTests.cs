using System.Globalization;
using System.IO.Compression;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Weights of BiomedCLIP's size, about 200 million numbers, loaded and hashed by a process of their own.</summary>
public sealed class LoadingMemoryTests
{
    private const int Tensors = 83;
    private const long Rows = 3072;
    private const long Columns = 768;
    private const long WeightBytes = Tensors * Rows * Columns * sizeof(float);

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("pytorch_model.bin")]
    public async Task Load_200MillionNumbers_PeaksAtTheirSizeAndReadsThemOnce(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The figures of a process are read from /proc, which Linux has.");
        using TemporaryFolder folder = new();
        using TemporaryFolder cache = new();
        string path = folder.File(name);
        Write(path);
        File.SetLastWriteTimeUtc(path, new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        long fileBytes = new FileInfo(path).Length;

        Figures first = await ProbeAsync("load", folder.Path, cache.Path);
        Assert.InRange(first.Growth, WeightBytes, WeightBytes * 12 / 10);
        Assert.InRange(first.ReadByLoad, WeightBytes, fileBytes + (fileBytes / 100));
        Assert.InRange(first.ReadByHash, 0, fileBytes / 100);

        // Another process finds the hash remembered.
        Figures second = await ProbeAsync("hash", folder.Path, cache.Path);
        Assert.Equal(first.Hash, second.Hash);
        Assert.InRange(second.ReadByHash, 0, fileBytes / 100);
    }

    private static async Task<Figures> ProbeAsync(string verb, string folder, string cache)
    {
        ProbeProcess.Result result = await ProbeProcess.RunAsync(cache, null, verb, folder);
        Assert.True(result.ExitCode == 0, result.Error);
        long[] numbers = [.. result.Lines.Take(3).Select(line => long.Parse(line, CultureInfo.InvariantCulture))];
        TestContext.Current.SendDiagnosticMessage($"growth {(double)numbers[0] / WeightBytes:F3} of the weights, read {numbers[1]:N0} and {numbers[2]:N0} bytes");
        return new Figures(numbers[0], numbers[1], numbers[2], result.Lines[3]);
    }

    private static void Write(string path)
    {
        byte[] bytes = new byte[Rows * Columns * sizeof(float)];
        new Random(1).NextBytes(bytes);
        if (path.EndsWith(".bin", StringComparison.Ordinal))
        {
            WriteArchive(path, bytes);
            return;
        }

        using SafetensorsWriter writer = SafetensorsWriter.Create(path, [.. Names.Select(n => new SafetensorsTensor(n, SafetensorsType.Float32, [Rows, Columns]))]);
        foreach (string name in Names)
        {
            writer.WriteBytes(name, bytes);
        }

        writer.Complete();
    }

    private static void WriteArchive(string path, byte[] bytes)
    {
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create);
        PickleBytes pickle = PickleBytes.Start().Do("}");
        foreach (string name in Names)
        {
            pickle.Text(name).Tensor(name, Rows * Columns, 0, [Rows, Columns], [Columns, 1]).Do("s");
            WriteEntry(archive, "archive/data/" + name, bytes);
        }

        WriteEntry(archive, "archive/data.pkl", pickle.Do(".").ToArray());
    }

    private static void WriteEntry(ZipArchive archive, string name, byte[] bytes)
    {
        using Stream entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
        entry.Write(bytes);
    }

    private static IEnumerable<string> Names => Enumerable.Range(0, Tensors).Select(i => $"w{i:000}");

    private sealed record Figures(long Growth, long ReadByLoad, long ReadByHash, string Hash);
}
