using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;
using TorchSharp;

namespace CtVlm.MLNet.Tests;

/// <summary>Every embedding point, from series to bag to one vector, against the encoder called by hand.</summary>
public class EmbedCtPointTests
{
    private const int Slices = 3;

    private readonly MLContext _ml = new(seed: 1);
    private readonly VlmEncoder _encoder = VlmEncoder.FromSeed(5, new ClipEncoderSize { ImageSize = 32, Width = 32, Layers = 2, Heads = 2, ProjectedWidth = 12 });
    private readonly CtRendering _rendering = CtRendering.EnterographyRgb(SliceSelection.Uniform(Slices));

    public static TheoryData<EmbeddingPoint> Points => [.. Enum.GetValues<EmbeddingPoint>()];

    [Theory]
    [MemberData(nameof(Points))]
    public void Transform_AnyPoint_GivesTheEncodersVectorsSliceBySlice(EmbeddingPoint point)
    {
        (int vectors, int width) = (_encoder.Vision.GetVectorsPerSlice(point), _encoder.Vision.GetWidth(point));
        Assert.Equal(point == EmbeddingPoint.Tokens ? 5 : 1, vectors);
        foreach (int batchSize in new[] { 1, 4, 64 })
        {
            IDataView result = Transform(point, new CtRuntimeOptions { Cache = EmbeddingCache.None, BatchSize = batchSize });
            Assert.Equal([0, width], ((VectorDataViewType)result.Schema["Bag"].Type).Dimensions);
            List<float[]> bags = ViewReading.ReadColumn<float[]>(result, "Bag");
            Assert.All(TestCohort.Shared.Rows(_ml).Zip(bags), row =>
            {
                Assert.Equal(Slices * vectors * width, row.Second.Length);
                Assert.Equal(EncodeByHand(row.First.SeriesPath, point), row.Second, (a, b) => Math.Abs(a - b) <= 1e-5f);
            });
        }
    }

    [Theory]
    [MemberData(nameof(Points))]
    public void PoolEmbeddings_AnyPoint_IsTheMeanOfAllVectors(EmbeddingPoint point)
    {
        IDataView bags = Transform(point, new CtRuntimeOptions { Cache = EmbeddingCache.None });
        IDataView pooled = _ml.Transforms.PoolEmbeddings("Mean", "Bag").Fit(bags).Transform(bags);
        int width = _encoder.Vision.GetWidth(point);
        VBuffer<ReadOnlyMemory<char>> names = default;
        pooled.Schema["Mean"].GetSlotNames(ref names);
        Assert.Equal($"clip-seed-5.mean.{width - 1:000}", names.DenseValues().Last().ToString());
        Assert.Equal(point.ToString(), Provenance.ReadText(pooled.Schema["Mean"], Provenance.EmbeddingPoint));
        foreach (object?[] row in ViewReading.ReadRows(pooled, "Bag", "Mean"))
        {
            float[][] vectors = [.. ((float[])row[0]!).Chunk(width)];
            Assert.Equal(Enumerable.Range(0, width).Select(i => vectors.Average(v => v[i])), (float[])row[1]!, (a, b) => Math.Abs(a - b) <= 1e-5f);
        }
    }

    [Fact]
    public void Transform_TokensFromTheCache_AreTheSameBags()
    {
        var runtime = new CtRuntimeOptions { Cache = EmbeddingCache.InMemory() };
        List<float[]> first = ViewReading.ReadColumn<float[]>(Transform(EmbeddingPoint.Tokens, runtime), "Bag");
        List<float[]> second = ViewReading.ReadColumn<float[]>(Transform(EmbeddingPoint.Tokens, runtime), "Bag");
        Assert.Equal(first, second);
        Assert.Equal(4, runtime.Cache.Statistics.Hits);
    }

    [Fact]
    public void Cache_Tokens_HoldsVectorsOfTheTokensWidthWithTheirSlices()
    {
        EmbeddingCache cache = EmbeddingCache.InMemory();
        CtStudy study = TestCohort.Shared.Rows(_ml)[0];
        Transform(EmbeddingPoint.Tokens, new CtRuntimeOptions { Cache = cache }, rows: 1).GetColumn<float[]>("Bag").Single();
        using CtVolume volume = CtVolume.Open(study.SeriesPath);
        var key = EmbeddingCacheKey.Create(
            volume.GetContentFingerprint(TestContext.Current.CancellationToken), _rendering.ToJson(), _encoder.GetHash(), nameof(EmbeddingPoint.Tokens), "Float32");
        Assert.True(cache.TryGet(key, out EmbeddingBag? bag));
        Assert.Equal((Slices * 5, 32), (bag.Count, bag.Width));
        Assert.Equal(_rendering.Slices.GetIndices(volume.SliceCount, 1).SelectMany(slice => Enumerable.Repeat(slice, 5)), bag.SliceIndices);
    }

    [Fact]
    public void Transform_EncoderGivesWhatItsDescriptionDoesNotSay_SaysSo()
    {
        VisionEncoderInfo info = _encoder.Vision with { HiddenWidth = 31 };
        VlmEncoder liar = VlmEncoder.FromFactory("liar", "1", info, device => new Liar(info, device));
        IDataView view = TestCohort.Shared.View(_ml, 1);
        IDataView result = _ml.Transforms.LoadCtSeries("Volume", "SeriesPath").Append(_ml.Transforms.EmbedCt("Bag", "Volume", liar, _rendering, EmbeddingPoint.Tokens)).Fit(view).Transform(view);
        var failure = Assert.ThrowsAny<InvalidOperationException>(() => ViewReading.ReadColumn<float[]>(result, "Bag"));
        Assert.Contains("the encoder gave (3, 5, 32) for 3 slices at Tokens, but its description says (3, 5, 31)", failure.ToString(), StringComparison.Ordinal);
    }

    private IDataView Transform(EmbeddingPoint point, CtRuntimeOptions runtime, int rows = 4)
    {
        IDataView view = TestCohort.Shared.View(_ml, rows);
        return _ml.Transforms.LoadCtSeries("Volume", "SeriesPath").Append(_ml.Transforms.EmbedCt(new EmbedCtOptions
        {
            OutputColumnName = "Bag",
            InputColumnName = "Volume",
            Encoder = _encoder,
            Rendering = _rendering,
            Point = point,
            Runtime = runtime,
        })).Fit(view).Transform(view);
    }

    private float[] EncodeByHand(string seriesPath, EmbeddingPoint point)
    {
        using CtVolume volume = CtVolume.Open(seriesPath);
        using EncoderLease<IVisionEncoder> lease = _encoder.AcquireVision(torch.CPU);
        using CtRenderer renderer = new(_rendering, _encoder.Vision.Preprocessing, torch.CPU);
        using IDisposable mode = torch.inference_mode();
        float[] slice = new float[volume.Rows * volume.Columns];
        List<float> values = [];
        foreach (int index in _rendering.Slices.GetIndices(volume.SliceCount, volume.Geometry.SpacingMm[0]))
        {
            volume.ReadSlice(index, slice);
            using torch.Tensor pixels = renderer.Render(slice, 1, volume.Rows, volume.Columns);
            using torch.Tensor vectors = lease.Encoder.Encode(pixels, point);
            values.AddRange(vectors.data<float>());
        }

        return [.. values];
    }

    private sealed class Liar(VisionEncoderInfo info, torch.Device device) : IVisionEncoder
    {
        public VisionEncoderInfo Info => info;

        public torch.Device Device => device;

        public torch.Tensor Encode(torch.Tensor pixels, EmbeddingPoint point) => torch.zeros(pixels.shape[0], 5, 32);

        public void Dispose()
        {
        }
    }
}
