using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.Extensions.AI;
using Microsoft.ML;

namespace CtVlm.MLNet.Extensions.AI.Tests;

public class TextGeneratorTests
{
    private static readonly string[] Texts = ["a normal bowel", "an inflamed ileum with a long stricture", "ascites"];

    private readonly GivenTexts _given = GivenTexts.Hashed(6, contextLength: 8);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Generate_GivesTheVectorsOfTheTower()
    {
        using IEmbeddingGenerator<string, Embedding<float>> generator = _given.ToEncoder().AsTextEmbeddingGenerator();
        GeneratedEmbeddings<Embedding<float>> embeddings = await generator.GenerateAsync(Texts, cancellationToken: Token);
        Assert.Equal(Texts.Select(_given.Vector), embeddings.Select(e => e.Vector.ToArray()));
        Assert.All(embeddings, e => Assert.Equal("given", e.ModelId));
        Assert.All(embeddings, e => Assert.InRange(e.CreatedAt!.Value, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow));
    }

    [Fact]
    public async Task Generate_EqualsTheVerb()
    {
        var ml = new MLContext();
        VlmEncoder encoder = VlmEncoder.FromSeed(5);
        string[] templates = ["{0}", "a CT image showing {0}"];
        IDataView view = ml.Data.LoadFromEnumerable(Texts.Select(t => new CtStudy { Report = t }));
        var options = new EmbedTextOptions { OutputColumnName = "Vector", InputColumnName = "Report", Encoder = encoder, Templates = templates };
        List<float[]> expected = ViewReading.ReadColumn<float[]>(ml.Transforms.EmbedText(options).Fit(view).Transform(view), "Vector");
        using IEmbeddingGenerator<string, Embedding<float>> generator = encoder.AsTextEmbeddingGenerator(new TextGeneratorOptions { Templates = templates });
        GeneratedEmbeddings<Embedding<float>> actual = await generator.GenerateAsync(Texts, cancellationToken: Token);
        Assert.Equal(expected, actual.Select(e => e.Vector.ToArray()));
    }

    [Fact]
    public async Task Generate_Normalized_GivesUnitVectors()
    {
        using IEmbeddingGenerator<string, Embedding<float>> generator = _given.ToEncoder().AsTextEmbeddingGenerator(new TextGeneratorOptions { IsNormalized = true });
        GeneratedEmbeddings<Embedding<float>> embeddings = await generator.GenerateAsync(Texts, cancellationToken: Token);
        Assert.All(embeddings, e => Assert.Equal(1, Math.Sqrt(e.Vector.ToArray().Sum(v => (double)v * v)), 6));
    }

    [Fact]
    public async Task Generate_CountsTokensAndCutTexts()
    {
        using IEmbeddingGenerator<string, Embedding<float>> generator = _given.ToEncoder().AsTextEmbeddingGenerator();
        GeneratedEmbeddings<Embedding<float>> embeddings = await generator.GenerateAsync(Texts, cancellationToken: Token);
        Assert.Equal(5 + 8 + 3, embeddings.Usage!.InputTokenCount);
        Assert.Equal(1L, embeddings.AdditionalProperties!["truncated_texts"]);
        Assert.Null((await generator.GenerateAsync(["short"], cancellationToken: Token)).AdditionalProperties);
    }

    [Fact]
    public async Task Generate_PrecisionOfTheContext_LoadsOneTower()
    {
        MLContext context = new MLContext().ConfigureCtVlm(new CtRuntimeOptions { Precision = NumericPrecision.BFloat16 });
        using IEmbeddingGenerator<string, Embedding<float>> generator = _given.ToEncoder().AsTextEmbeddingGenerator(new TextGeneratorOptions { Context = context });
        await generator.GenerateAsync(Texts, cancellationToken: Token);
        await generator.GenerateAsync(Texts, cancellationToken: Token);
        Assert.Equal(1, _given.Loads);
    }

    [Fact]
    public async Task Generate_Nothing_LoadsNothing()
    {
        using IEmbeddingGenerator<string, Embedding<float>> generator = _given.ToEncoder().AsTextEmbeddingGenerator();
        Assert.Empty(await generator.GenerateAsync([], cancellationToken: Token));
        Assert.Equal(0, _given.Loaded);
    }

    [Fact]
    public async Task Generate_ManyThreads_GiveEachItsOwn()
    {
        VlmEncoder encoder = VlmEncoder.FromSeed(5);
        using IEmbeddingGenerator<string, Embedding<float>> generator = encoder.AsTextEmbeddingGenerator();
        string[] texts = [.. Enumerable.Range(0, 24).Select(i => $"report number {i}")];
        float[][] expected = [.. (await generator.GenerateAsync(texts, cancellationToken: Token)).Select(e => e.Vector.ToArray())];
        ReadOnlyMemory<float>[] actual = await Task.WhenAll(texts.Select(t => generator.GenerateVectorAsync(t, cancellationToken: Token)));
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second.ToArray(), (a, b) => Math.Abs(a - b) <= 1e-5f));
    }

    [Fact]
    public async Task Generate_Cancelled_EndsAsCancelledWithTheCallersToken()
    {
        using var source = new CancellationTokenSource();
        var slow = new GivenTexts(2, _ =>
        {
            source.Cancel();
            return [1, 2];
        });
        var ml = new MLContext();
        ml.ConfigureCtVlm(new CtRuntimeOptions { BatchSize = 1 });
        using IEmbeddingGenerator<string, Embedding<float>> generator = slow.ToEncoder().AsTextEmbeddingGenerator(new TextGeneratorOptions { Context = ml });
        Task task = generator.GenerateAsync(Texts, cancellationToken: source.Token);
        var failure = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        Assert.Equal(source.Token, failure.CancellationToken);
        Assert.True(task.IsCanceled);
        Assert.Equal(1, slow.Calls);
    }

    [Fact]
    public async Task Dispose_ReleasesTheWeights_AndEndsTheGenerator()
    {
        IEmbeddingGenerator<string, Embedding<float>> generator = _given.ToEncoder().AsTextEmbeddingGenerator();
        await generator.GenerateAsync(Texts, cancellationToken: Token);
        await generator.GenerateAsync(Texts, cancellationToken: Token);
        Assert.Equal(1, _given.Loaded);
        generator.Dispose();
        generator.Dispose();
        Assert.Equal(0, _given.Loaded);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => generator.GenerateAsync(Texts, cancellationToken: Token));
    }

    [Fact]
    public void GetService_GivesMetadataEncoderAndSelf()
    {
        VlmEncoder encoder = _given.ToEncoder();
        using IEmbeddingGenerator<string, Embedding<float>> generator = encoder.AsTextEmbeddingGenerator();
        EmbeddingGeneratorMetadata metadata = generator.GetRequiredService<EmbeddingGeneratorMetadata>();
        Assert.Equal(("CtVlm.MLNet", "given", 6), (metadata.ProviderName, metadata.DefaultModelId, metadata.DefaultModelDimensions));
        Assert.Same(encoder, generator.GetService<VlmEncoder>());
        Assert.Same(generator, generator.GetService<IEmbeddingGenerator<string, Embedding<float>>>());
        Assert.Null(generator.GetService(typeof(VlmEncoder), "key"));
        Assert.Null(generator.GetService(typeof(Uri)));
    }

    [Fact]
    public async Task Generate_OptionsItCannotHonour_AreRefused()
    {
        using IEmbeddingGenerator<string, Embedding<float>> generator = _given.ToEncoder().AsTextEmbeddingGenerator();
        await generator.GenerateAsync(Texts, new EmbeddingGenerationOptions { ModelId = "given", Dimensions = 6 }, Token);
        var model = await Assert.ThrowsAsync<ArgumentException>(() => generator.GenerateAsync(Texts, new EmbeddingGenerationOptions { ModelId = "other" }, Token));
        Assert.Contains("'given', the options ask for 'other'", model.Message, StringComparison.Ordinal);
        var width = await Assert.ThrowsAsync<ArgumentException>(() => generator.GenerateAsync(Texts, new EmbeddingGenerationOptions { Dimensions = 3 }, Token));
        Assert.Contains("have 6 values here, the options ask for 3", width.Message, StringComparison.Ordinal);
        var missing = await Assert.ThrowsAsync<ArgumentException>(() => generator.GenerateAsync(["a", null!], cancellationToken: Token));
        Assert.Contains("Value 1 is null", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AsTextEmbeddingGenerator_ImageOnlyEncoder_IsRefused()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => new CountingEncoder().ToEncoder().AsTextEmbeddingGenerator());
        Assert.Contains("has no text tower", failure.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => _given.ToEncoder().AsTextEmbeddingGenerator(new TextGeneratorOptions { Templates = ["none"] }));
    }
}
