using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;
using TorchSharp;

namespace CtVlm.MLNet.Tests;

/// <summary>The order of work that a GPU is given, here on a CPU: values, calls and tensors must not depend on it.</summary>
public sealed class SliceBatcherTests : IDisposable
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly List<CtVolume> _volumes;

    public SliceBatcherTests() => _volumes = [.. TestCohort.Shared.Rows(_ml).Take(7).Select(study => CtVolume.Open(study.SeriesPath))];

    public void Dispose() => _volumes.ForEach(volume => volume.Dispose());

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(64)]
    public void Stream_OverlappingBatches_GivesTheSameSeriesByTheSameCalls(int batchSize)
    {
        CountingEncoder plain = new(), overlapping = new();
        List<float[]> expected = Read(plain, batchSize, overlaps: false, series: 7);
        List<float[]> actual = Read(overlapping, batchSize, overlaps: true, series: 7);
        Assert.Equal(7, actual.Count);
        Assert.Equal(expected, actual);
        Assert.Equal((plain.Calls, plain.Slices), (overlapping.Calls, overlapping.Slices));
        Assert.Equal(21, overlapping.Slices);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Stream_DisposedAnywhere_LeavesNoTensor(bool overlaps)
    {
        Read(new CountingEncoder(), 2, overlaps, series: 7);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (int series = 0; series <= 7; series++)
        {
            CountingEncoder counter = new();
            Assert.Equal(series, Read(counter, 2, overlaps, series).Count);
            Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
            Assert.Equal(0, counter.Loaded);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Stream_ReadInsideScopesOfTheCaller_KeepsWhatWaits(bool overlaps)
    {
        List<float[]> expected = Read(new CountingEncoder(), 4, overlaps, series: 7);
        using SeriesEmbeddingStream stream = Open(new CountingEncoder(), 4, overlaps);
        foreach (float[] bag in expected)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            Assert.True(stream.MoveNext());
            Assert.Equal(bag, stream.Current.Bag!.Values);
        }

        Assert.False(stream.MoveNext());
    }

    private List<float[]> Read(CountingEncoder counter, int batchSize, bool overlaps, int series)
    {
        using SeriesEmbeddingStream stream = Open(counter, batchSize, overlaps);
        List<float[]> bags = [];
        while (bags.Count < series && stream.MoveNext())
        {
            bags.Add(stream.Current.Bag!.Values);
        }

        return bags;
    }

    private SeriesEmbeddingStream Open(CountingEncoder counter, int batchSize, bool overlaps)
    {
        VlmEncoder encoder = counter.ToEncoder();
        EncoderInput input = EncoderInput.For(encoder, CtRendering.EnterographyRgb(SliceSelection.Uniform(3)));
        RuntimeSettings settings = RuntimeSettings.From(_ml, new CtRuntimeOptions { Cache = EmbeddingCache.None });
        IEnumerable<PreparedChunk> chunks = new SeriesPreparer(encoder, input, EmbeddingPoint.Projected, settings).Prepare(_volumes, batchSize, TestContext.Current.CancellationToken);
        return new SeriesEmbeddingStream(
            chunks.GetEnumerator(),
            () => new SliceBatcher(encoder.AcquireVision(settings.Device), input, EmbeddingPoint.Projected, settings) { Overlaps = overlaps },
            settings,
            batchSize,
            new EmbedReport(null, _ => { }, input.ItemName),
            () => { });
    }
}
