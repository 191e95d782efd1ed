using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.Extensions.AI;
using Microsoft.ML;

namespace CtVlm.MLNet.Extensions.AI.Tests;

public class CtGeneratorTests
{
    private static readonly CtRendering Rendering = CtRendering.EnterographyRgb(SliceSelection.Uniform(3));

    private readonly CountingEncoder _counter = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mean")]
    [InlineData("max")]
    public async Task Generate_EqualsTheVerbs(string pooling)
    {
        MLContext ml = Context();
        VlmEncoder encoder = _counter.ToEncoder();
        IDataView view = TestCohort.Shared.View(ml, 3);
        IDataView expected = ml.Transforms.LoadCtSeries("Volume", "SeriesPath")
            .Append(ml.Transforms.EmbedCt("Slices", "Volume", encoder, Rendering))
            .Append(ml.Transforms.PoolEmbeddings("Embedding", "Slices", SlicePooling.Parse(pooling)))
            .Fit(view).Transform(view);
        using IEmbeddingGenerator<CtVolume, Embedding<float>> generator = encoder.AsCtEmbeddingGenerator(Options(ml) with { Pooling = SlicePooling.Parse(pooling) });
        GeneratedEmbeddings<Embedding<float>> actual = await generator.GenerateAsync(Volumes(3), cancellationToken: Token);
        Assert.Equal(ViewReading.ReadColumn<float[]>(expected, "Embedding"), actual.Select(e => e.Vector.ToArray()));
    }

    [Fact]
    public async Task Generate_WithTheContextsCache_EncodesOnce()
    {
        MLContext ml = new MLContext().ConfigureCtVlm(new CtRuntimeOptions { Cache = EmbeddingCache.InMemory() });
        using IEmbeddingGenerator<CtVolume, Embedding<float>> generator = _counter.ToEncoder().AsCtEmbeddingGenerator(Options(ml) with { IsNormalized = true });
        CtVolume[] volumes = Volumes(2);
        GeneratedEmbeddings<Embedding<float>> first = await generator.GenerateAsync(volumes, cancellationToken: Token);
        GeneratedEmbeddings<Embedding<float>> second = await generator.GenerateAsync(volumes, cancellationToken: Token);
        Assert.Equal(6, _counter.Slices);
        Assert.Equal(first.Select(e => e.Vector.ToArray()), second.Select(e => e.Vector.ToArray()));
        Assert.All(second, e => Assert.Equal(1, Math.Sqrt(e.Vector.ToArray().Sum(v => (double)v * v)), 6));
    }

    [Fact]
    public async Task Generate_ManyThreads_GiveEachItsOwn()
    {
        using IEmbeddingGenerator<CtVolume, Embedding<float>> generator = _counter.ToEncoder().AsCtEmbeddingGenerator(Options(Context()));
        CtVolume[] volumes = Volumes(6);
        float[][] expected = [.. (await generator.GenerateAsync(volumes, cancellationToken: Token)).Select(e => e.Vector.ToArray())];
        ReadOnlyMemory<float>[] actual = await Task.WhenAll(volumes.Select(v => generator.GenerateVectorAsync(v, cancellationToken: Token)));
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second.ToArray(), (a, b) => Math.Abs(a - b) <= 1e-5f));
    }

    [Fact]
    public async Task Generate_DamagedVolume_ThrowsWhatTheReaderSays()
    {
        using IEmbeddingGenerator<CtVolume, Embedding<float>> generator = _counter.ToEncoder().AsCtEmbeddingGenerator(Options(Context()));
        using CtVolume damaged = new CountingVolume { IsDamaged = true }.Create();
        var failure = await Assert.ThrowsAsync<DicomPixelDataException>(() => generator.GenerateAsync([damaged], cancellationToken: Token));
        Assert.Contains("the pixels are damaged", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_Cancelled_EndsAsCancelledWithTheCallersToken()
    {
        using var source = new CancellationTokenSource();
        CountingEncoder counter = new() { BeforeCall = source.Cancel };
        using IEmbeddingGenerator<CtVolume, Embedding<float>> generator = counter.ToEncoder().AsCtEmbeddingGenerator(Options(Context()));
        Task task = generator.GenerateAsync(Volumes(6), cancellationToken: source.Token);
        var failure = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        Assert.Equal(source.Token, failure.CancellationToken);
        Assert.InRange(counter.Slices, 1, 8);
    }

    [Fact]
    public async Task Dispose_ReleasesTheWeights_AndLeavesVolumesAlone()
    {
        IEmbeddingGenerator<CtVolume, Embedding<float>> generator = _counter.ToEncoder().AsCtEmbeddingGenerator(Options(Context()));
        CtVolume volume = Volumes(1)[0];
        await generator.GenerateAsync([volume], cancellationToken: Token);
        Assert.Equal(1, _counter.Loaded);
        generator.Dispose();
        Assert.Equal(0, _counter.Loaded);
        volume.ReadSlice(0, new float[volume.Rows * volume.Columns]);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => generator.GenerateAsync([volume], cancellationToken: Token));
    }

    [Fact]
    public void GetService_GivesMetadata()
    {
        using IEmbeddingGenerator<CtVolume, Embedding<float>> generator = _counter.ToEncoder().AsCtEmbeddingGenerator();
        EmbeddingGeneratorMetadata metadata = generator.GetRequiredService<EmbeddingGeneratorMetadata>();
        Assert.Equal(("counting", CountingEncoder.Width), (metadata.DefaultModelId, metadata.DefaultModelDimensions));
    }

    private static MLContext Context() => new MLContext(seed: 1).ConfigureCtVlm(new CtRuntimeOptions { Cache = EmbeddingCache.None });

    private static CtGeneratorOptions Options(MLContext ml) => new() { Rendering = Rendering, Context = ml };

    private static CtVolume[] Volumes(int count) => [.. TestCohort.Shared.Rows(new MLContext()).Take(count).Select(row => CtVolume.Open(row.SeriesPath))];
}
