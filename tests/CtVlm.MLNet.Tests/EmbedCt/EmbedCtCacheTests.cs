using CtVlm.MLNet.Testing;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

public class EmbedCtCacheTests
{
    [Fact]
    public void FitAndCrossValidate_WithCache_EncodeEachSeriesOnce()
    {
        var fixture = new EmbedCtFixture(runtime: new CtRuntimeOptions { Cache = EmbeddingCache.InMemory() });
        MLContext ml = fixture.Ml;
        IDataView data = fixture.View();
        IEstimator<ITransformer> features = fixture.Pipeline()
            .Append(ml.Transforms.PoolEmbeddings("Embedding", "Slices"))
            .Append(ml.Transforms.ProjectEmbeddings("Features", "Embedding"))
            .Append(ml.Transforms.Conversion.MapValueToKey("Label", "Severity"));
        features.Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(maximumNumberOfIterations: 10)).Fit(data);
        features.Append(ml.MulticlassClassification.Trainers.LightGbm(minimumExampleCountPerLeaf: 2, numberOfIterations: 10)).Fit(data);
        ml.MulticlassClassification.CrossValidate(
            data, features.Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(maximumNumberOfIterations: 10)), numberOfFolds: 5, samplingKeyColumnName: "PatientId");
        Assert.Equal(24 * 3, fixture.Counter.Slices);
    }

    [Fact]
    public void Transform_SecondContextSameFolder_NeverCallsTheEncoder()
    {
        using TemporaryFolder folder = new();
        List<float[]> first = Read(out EmbedCtFixture _);
        List<float[]> second = Read(out EmbedCtFixture again);
        Assert.Equal(first, second);
        Assert.Equal(0, again.Counter.Calls);

        List<float[]> Read(out EmbedCtFixture fixture)
        {
            fixture = new EmbedCtFixture(runtime: new CtRuntimeOptions { Cache = EmbeddingCache.InFolder(folder.Path) });
            return fixture.ReadBags(fixture.View(5));
        }
    }

    [Fact]
    public void Transform_OtherEncoderHash_IsAnotherEntry()
    {
        EmbeddingCache cache = EmbeddingCache.InMemory();
        var counter = new CountingEncoder();
        foreach (string hash in new[] { "a", "b" })
        {
            var fixture = new EmbedCtFixture(counter, new CtRuntimeOptions { Cache = cache }) { Encoder = counter.ToEncoder(hash) };
            fixture.ReadBags(fixture.View(4));
        }

        Assert.Equal(24, counter.Slices);
    }

    [Fact]
    public void ConfigureCtVlm_Cache_IsUsedByPipelinesOfTheContext()
    {
        EmbeddingCache cache = EmbeddingCache.InMemory();
        var fixture = new EmbedCtFixture { Runtime = null! };
        fixture.Ml.ConfigureCtVlm(new CtRuntimeOptions { Cache = cache });
        fixture.ReadBags(fixture.View(4));
        fixture.ReadBags(fixture.View(4));
        Assert.Equal(12, fixture.Counter.Slices);
        Assert.Equal(4, cache.Statistics.Hits);
    }
}
