using System.IO.Compression;
using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>Pipelines whose encoder was adapted, saved and loaded, here and in another process.</summary>
[Collection(AloneCollection.Name)]
public sealed class AdaptedEncoderModelTests : IDisposable
{
    private const float Tolerance = 1e-6f;

    private readonly MLContext _ml = new(seed: 1);
    private readonly TemporaryFolder _folder = new();
    private readonly string? _cacheBefore = Environment.GetEnvironmentVariable(CacheFolders.Variable);

    public AdaptedEncoderModelTests()
    {
        TorchRuntime.EnsureLoaded();
        Environment.SetEnvironmentVariable(CacheFolders.Variable, _folder.Combine("cache"));
        _ml.ConfigureCtVlm(new CtRuntimeOptions { Cache = EmbeddingCache.None });
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(CacheFolders.Variable, _cacheBefore);
        _folder.Dispose();
    }

    [Fact]
    public void Save_AdaptedSeed_PredictsTheSameInAnotherProcess()
    {
        VlmEncoder encoder = Train(Seed());
        string path = Save(encoder);
        OtherProcess.SameValues(_ml, path, Studies(), Fit(encoder).Transform(Studies()), Tolerance);
        Assert.NotEqual(Vectors(Fit(encoder))[0], Vectors(Fit(Seed()))[0]);
        Assert.DoesNotContain(Files(path), f => f.EndsWith("safetensors", StringComparison.Ordinal));
    }

    /// <summary>A model file of version 1 of the changes, written by the test above; see tests/Golden/models/README.md.</summary>
    [Fact]
    public void Load_FrozenChanges_GivesTheVectorsOfTheirEncoder()
    {
        float[][] got = Vectors(_ml.Model.Load(GoldenFiles.Path("models", "adapted-1.zip"), out _));
        Assert.All(Vectors(Fit(Train(Seed()))).Zip(got), row => Assert.Equal(row.First, row.Second, (a, b) => Math.Abs(a - b) <= 1e-4f * Math.Max(1, Math.Abs(a))));
    }

    [Fact]
    public void Save_PeftAdapterOverAFolder_NeedsTheBaseButNotTheAdapter()
    {
        string baseFolder = CopyEncoder("base", "clip-ct");
        VlmEncoder saved = VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip")).WithAdapter(GoldenFiles.Path("lora", "hf-clip", "v8b2_t4b1"));
        saved.SaveAdapter(_folder.Combine("adapter"));
        VlmEncoder encoder = VlmEncoder.FromFolder(baseFolder).WithAdapter(_folder.Combine("adapter"));
        string path = Save(encoder);
        float[][] expected = Vectors(Fit(encoder));
        Directory.Delete(_folder.Combine("adapter"), recursive: true);
        OtherProcess.SameValues(_ml, path, Studies(), Fit(encoder).Transform(Studies()), Tolerance);
        Assert.Equal(expected, Vectors(_ml.Model.Load(path, out _)));

        // Another base at the same place, then none at all.
        string config = Path.Combine(baseFolder, "preprocessor_config.json");
        File.WriteAllText(config, File.ReadAllText(config).Replace("0.48145466", "0.5", StringComparison.Ordinal));
        string other = Failure(path);
        Assert.Contains("Encoder 'clip-ct', which the model was fitted with, was not found", other, StringComparison.Ordinal);
        Assert.Contains($"{baseFolder} (another encoder: hash ", other, StringComparison.Ordinal);
        Directory.Delete(baseFolder, recursive: true);
        string gone = Failure(path);
        Assert.Contains($"{baseFolder} (no such folder)", gone, StringComparison.Ordinal);
        Assert.Contains("CTVLM_MODELS", gone, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_WithEmbeddedWeights_LoadsWhereNoFolderIs()
    {
        string baseFolder = CopyEncoder("base", "clip-ct");
        VlmEncoder encoder = Train(VlmEncoder.FromFolder(baseFolder)).WithEmbeddedWeights();
        string path = Save(encoder);
        IDataView expected = Fit(encoder).Transform(Studies());
        float[][] vectors = Vectors(Fit(encoder));
        Assert.True(new FileInfo(path).Length > new FileInfo(Path.Combine(baseFolder, "model.safetensors")).Length / 2);
        Directory.Delete(baseFolder, recursive: true);
        ITransformer loaded = _ml.Model.Load(path, out _);
        Assert.Equal(vectors, Vectors(loaded));
        string copy = Assert.Single(Directory.GetDirectories(_folder.Combine("cache", "encoders"), "*", SearchOption.AllDirectories), d => Path.GetFileName(d) == "clip-ct");
        Assert.Contains("model.safetensors", Directory.GetFiles(copy).Select(Path.GetFileName));

        // What was loaded holds the files again when it is saved.
        _ml.Model.Save(loaded, Studies().Schema, _folder.Combine("again.zip"));
        Directory.Delete(_folder.Combine("cache", "encoders"), recursive: true);
        Assert.Equal(vectors, Vectors(_ml.Model.Load(_folder.Combine("again.zip"), out _)));
        Directory.Delete(_folder.Combine("cache", "encoders"), recursive: true);
        Parallel.For(0, 2, i => Assert.Equal(vectors, Vectors(new MLContext(1).ConfigureCtVlm(new CtRuntimeOptions { Cache = EmbeddingCache.None }).Model.Load(path, out _))));

        // A copy that was spoilt is refused, not used.
        string config = Path.Combine(Directory.GetDirectories(_folder.Combine("cache", "encoders"), "clip-ct", SearchOption.AllDirectories)[0], "preprocessor_config.json");
        File.WriteAllText(config, File.ReadAllText(config).Replace("0.48145466", "0.5", StringComparison.Ordinal));
        Assert.Contains("delete that folder and load the model again", Failure(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Save_EmbeddedFolderWithOptions_HoldsTheAdapterToo()
    {
        string baseFolder = CopyEncoder("base", "clip-ct");
        VlmEncoder saved = VlmEncoder.FromFolder(baseFolder).WithAdapter(GoldenFiles.Path("lora", "hf-clip", "v8b2_t4b1"));
        saved.SaveAdapter(_folder.Combine("adapter"));
        VlmEncoder encoder = VlmEncoder.FromFolder(baseFolder, new VlmEncoderOptions { ImageSize = 32, AdapterFolder = _folder.Combine("adapter") }).WithEmbeddedWeights();
        string path = Save(encoder);
        float[][] expected = Vectors(Fit(encoder));
        Directory.Delete(baseFolder, recursive: true);
        Directory.Delete(_folder.Combine("adapter"), recursive: true);
        OtherProcess.SameValues(_ml, path, Studies(), _ml.Model.Load(path, out _).Transform(Studies()), Tolerance);
        Assert.Equal(expected, Vectors(_ml.Model.Load(path, out _)));
    }

    [Fact]
    public void Save_AdaptedTwice_PredictsTheSame()
    {
        VlmEncoder first = Train(VlmEncoder.FromFolder(CopyEncoder("base", "clip-ct")));
        using AdaptableEncoder second = AdaptableEncoder.Load(first, TrainableParts.Projections(), 1, new ModelLoadOptions(TorchSharp.torch.CPU));
        using (TorchSharp.torch.no_grad())
        {
            second.Parameters[0].Parameter.mul_(2);
        }

        VlmEncoder encoder = second.ToEncoder("twice").WithEmbeddedWeights();
        string path = Save(encoder);
        float[][] expected = Vectors(Fit(encoder));
        Assert.NotEqual(Vectors(Fit(first))[^1], expected[^1]);
        Directory.Delete(_folder.Combine("base"), recursive: true);
        Assert.Equal(expected, Vectors(_ml.Model.Load(path, out _)));
    }

    [Fact]
    public void Load_DamagedChanges_IsRefused()
    {
        VlmEncoder encoder = Train(VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip")));
        string path = Save(encoder);
        string[] streams = [.. Files(path).Where(f => Path.GetFileName(f) == "Encoder")];
        Assert.Equal(2, streams.Length);
        Rewrite(path, streams[0], bytes => bytes[^3] ^= 0x40);
        Assert.Contains("are not those that were saved", Failure(path), StringComparison.Ordinal);
        path = Save(encoder);
        Rewrite(path, streams[0], bytes => bytes[0] = 9);
        Assert.Contains("are of version 9, this version reads 1", Failure(path), StringComparison.Ordinal);
        path = Save(encoder);
        Rewrite(path, streams[0], bytes => bytes[7] = 0x7f);
        Assert.Contains("adapters, at most 65536 are allowed", Failure(path), StringComparison.Ordinal);
    }

    private static VlmEncoder Seed() => VlmEncoder.FromSeed(3, new ClipEncoderSize { ImageSize = 32, Width = 32, Layers = 2, Heads = 2, ProjectedWidth = 16 });

    private static VlmEncoder Train(VlmEncoder encoder)
    {
        TrainableParts parts = new() { Lora = LoraOptions.Parse("v2b1_t2b1"), Vision = TowerTraining.Projection };
        using AdaptableEncoder trained = AdaptableEncoder.Load(encoder, parts, 1, new ModelLoadOptions(TorchSharp.torch.CPU));
        using IDisposable noGrad = TorchSharp.torch.no_grad();
        foreach (NamedParameter parameter in trained.Parameters)
        {
            using TorchSharp.torch.Generator generator = new(7, TorchSharp.torch.CPU);
            parameter.Parameter.uniform_(-0.2, 0.2, generator);
        }

        return trained.ToEncoder(null, ChangedTensor.Scalar("logit_scale", 2));
    }

    private ITransformer Fit(VlmEncoder encoder)
    {
        IDataView studies = Studies();
        return _ml.Transforms.LoadCtSeries("Volume", "SeriesPath")
            .Append(_ml.Transforms.EmbedCt("Slices", "Volume", encoder, CtRendering.SoftTissue(SliceSelection.Uniform(2))))
            .Append(_ml.Transforms.EmbedText("Text", "Report", encoder))
            .Fit(studies);
    }

    private string Save(VlmEncoder encoder)
    {
        string path = _folder.Combine("model.zip");
        _ml.Model.Save(Fit(encoder), Studies().Schema, path);
        return path;
    }

    private float[][] Vectors(ITransformer model)
    {
        IDataView scored = model.Transform(Studies());
        return [.. ViewReading.ReadColumn<float[]>(scored, "Slices"), .. ViewReading.ReadColumn<float[]>(scored, "Text")];
    }

    private IDataView Studies() => TestCohort.Shared.View(_ml, 2);

    private string CopyEncoder(params string[] below)
    {
        string folder = Directory.CreateDirectory(_folder.Combine(below)).FullName;
        foreach (string file in new[] { "config.json", "preprocessor_config.json", "model.safetensors", "tokenizer.json" })
        {
            File.Copy(GoldenFiles.Path("hf-clip", file), Path.Combine(folder, file));
        }

        return folder;
    }

    private string Failure(string path)
    {
        Exception failure = Assert.ThrowsAny<Exception>(() => _ml.Model.Load(path, out _));
        List<string> messages = [];
        for (Exception? e = failure; e is not null; e = e.InnerException)
        {
            messages.Add(e.Message);
        }

        return string.Join(" | ", messages);
    }

    private static string[] Files(string path)
    {
        using ZipArchive zip = ZipFile.OpenRead(path);
        return [.. zip.Entries.Select(e => e.FullName.Replace('\\', '/'))];
    }

    private static void Rewrite(string path, string name, Action<byte[]> change)
    {
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Update);
        ZipArchiveEntry entry = zip.Entries.Single(e => e.FullName.Replace('\\', '/') == name);
        using Stream stream = entry.Open();
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        change(bytes);
        stream.Position = 0;
        stream.Write(bytes);
    }
}
