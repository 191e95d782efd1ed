using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

public class PrecisionTests
{
    private readonly VlmEncoder _encoder = VlmEncoder.FromSeed(5);
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void EmbedCt_BFloat16_IsCloseToFloat32AndKeptApartFromItInTheCache()
    {
        EmbeddingCache cache = EmbeddingCache.InMemory();
        List<float[]> exact = ReadBags(new CtRuntimeOptions { Cache = cache });
        List<float[]> half = ReadBags(new CtRuntimeOptions { Cache = cache, Precision = NumericPrecision.BFloat16 });
        Assert.Equal((0L, 6L), (cache.Statistics.Hits, cache.Statistics.Puts));
        Assert.All(exact.Zip(half), pair =>
        {
            Assert.NotEqual(pair.First, pair.Second);
            Assert.InRange(Cosine(pair.First, pair.Second), 0.999, 1);
        });
        Assert.Equal(half, ReadBags(new CtRuntimeOptions { Cache = cache, Precision = NumericPrecision.BFloat16 }));
        Assert.Equal(exact, ReadBags(new CtRuntimeOptions { Cache = cache, Precision = NumericPrecision.Float32 }));
        Assert.Equal((6L, 6L), (cache.Statistics.Hits, cache.Statistics.Puts));
    }

    [Fact]
    public void EmbedCt_PrecisionOfTheContext_IsUsedUnlessTheVerbHasItsOwn()
    {
        _ml.ConfigureCtVlm(new CtRuntimeOptions { Cache = EmbeddingCache.None, Precision = NumericPrecision.BFloat16, AllowTf32 = true });
        Assert.Equal("BFloat16", Precision(Embed(null), "Slices"));
        Assert.Equal("Float32", Precision(Embed(new CtRuntimeOptions { Precision = NumericPrecision.Float32 }), "Slices"));
    }

    [Fact]
    public void PoolEmbeddings_KeepsThePrecisionOfItsBags()
    {
        IDataView view = TestCohort.Shared.View(_ml, 1);
        ITransformer model = Embed(new CtRuntimeOptions { Precision = NumericPrecision.BFloat16 }).Append(_ml.Transforms.PoolEmbeddings("Mean", "Slices")).Fit(view);
        Assert.Equal("BFloat16", Provenance.ReadText(model.GetOutputSchema(view.Schema)["Mean"], Provenance.Precision));
    }

    [Fact]
    public void EmbedCt_Auto_SaysInTheLogWhatItIs()
    {
        List<string> lines = [];
        _ml.Log += (_, e) => lines.Add(e.Message);
        var runtime = new CtRuntimeOptions { Cache = EmbeddingCache.None, Precision = NumericPrecision.Auto };
        ReadBags(runtime);
        string chosen = Precision(Embed(runtime), "Slices");
        Assert.Contains(chosen, new[] { "Float32", "BFloat16" });
        Assert.Single(lines, line => line.Contains($"EmbedCt: precision Auto is {chosen.ToLowerInvariant()} on cpu: a linear map takes", StringComparison.Ordinal));
    }

    [Fact]
    public void EmbedCt_UnknownPrecision_IsRefusedAtOnce()
    {
        var failure = Assert.Throws<ArgumentException>(() => Embed(new CtRuntimeOptions { Precision = (NumericPrecision)9 }));
        Assert.Contains("Precision must be one of Float32, Auto, BFloat16, Float16, got 9.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EmbedText_BFloat16_IsCloseToFloat32AndSaysSo()
    {
        IDataView view = TestCohort.Shared.View(_ml, 4);
        ITransformer[] models = [.. new[] { NumericPrecision.Float32, NumericPrecision.BFloat16 }.Select(precision => _ml.Transforms.EmbedText(new EmbedTextOptions
        {
            OutputColumnName = "Text",
            InputColumnName = "Report",
            Encoder = _encoder,
            Runtime = new CtRuntimeOptions { Precision = precision },
        }).Fit(view))];
        List<float[]>[] texts = [.. models.Select(model => ViewReading.ReadColumn<float[]>(model.Transform(view), "Text"))];
        Assert.All(texts[0].Zip(texts[1]), pair => Assert.InRange(Cosine(pair.First, pair.Second), 0.999, 1));
        Assert.NotEqual(texts[0], texts[1]);
        Assert.Equal("BFloat16", Provenance.ReadText(models[1].GetOutputSchema(view.Schema)["Text"], Provenance.Precision));
    }

    [Fact]
    public void EmbedText_Auto_SaysOnceInTheLogWhatItIs()
    {
        List<string> lines = [];
        _ml.Log += (_, e) => lines.Add(e.Message);
        IDataView view = TestCohort.Shared.View(_ml, 4);
        IDataView embedded = _ml.Transforms.EmbedText(new EmbedTextOptions
        {
            OutputColumnName = "Text",
            InputColumnName = "Report",
            Encoder = _encoder,
            Runtime = new CtRuntimeOptions { Precision = NumericPrecision.Auto },
        }).Fit(view).Transform(view);
        ViewReading.ReadColumn<float[]>(embedded, "Text");
        ViewReading.ReadColumn<float[]>(embedded, "Text");
        string chosen = Provenance.ReadText(embedded.Schema["Text"], Provenance.Precision)!;
        Assert.Single(lines, line => line.Contains($"EmbedText: precision Auto is {chosen.ToLowerInvariant()} on cpu: a linear map takes", StringComparison.Ordinal));
    }

    private static double Cosine(float[] a, float[] b) => System.Numerics.Tensors.TensorPrimitives.CosineSimilarity<float>(a, b);

    private IEstimator<ITransformer> Embed(CtRuntimeOptions? runtime) => _ml.Transforms.LoadCtSeries("Volume", "SeriesPath").Append(_ml.Transforms.EmbedCt(new EmbedCtOptions
    {
        OutputColumnName = "Slices",
        InputColumnName = "Volume",
        Encoder = _encoder,
        Rendering = CtRendering.EnterographyRgb(SliceSelection.Uniform(2)),
        Runtime = runtime,
    }));

    private List<float[]> ReadBags(CtRuntimeOptions runtime)
    {
        IDataView view = TestCohort.Shared.View(_ml, 3);
        return ViewReading.ReadColumn<float[]>(Embed(runtime).Fit(view).Transform(view), "Slices");
    }

    private string Precision(IEstimator<ITransformer> estimator, string column)
    {
        IDataView view = TestCohort.Shared.View(_ml, 1);
        return Provenance.ReadText(estimator.Fit(view).GetOutputSchema(view.Schema)[column], Provenance.Precision)!;
    }
}
