using System.Collections.Concurrent;
using CtVlm.MLNet.Testing;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

/// <summary>What ML.NET does, where the design leans on it: if a version changes one of these, the design must be looked at again.</summary>
public class MlNetFactsTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Theory]
    [InlineData(10)]
    [InlineData(300)]
    public void RowMapper_OverTextColumn_ReadsManyRowsBeforeTheFirstIsDelivered(int rows)
    {
        var mapped = new ConcurrentBag<int>();
        IDataView view = Mapped(rows, mapped);
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Value"]]);
        ValueGetter<float> getter = cursor.GetGetter<float>(view.Schema["Value"]);
        Assert.True(cursor.MoveNext());
        float value = 0;
        getter(ref value);
        Assert.True(mapped.Count >= Math.Min(rows, 128) || Environment.ProcessorCount == 1, $"{mapped.Count} rows were mapped before the first was delivered.");
    }

    [Fact]
    public void RowMapper_OfThisPackage_MapsOneRowForTheFirst()
    {
        int opened = 0;
        CtStudy[] studies = [.. TestCohort.Shared.Rows(_ml)];
        IDataView view = _ml.Data.LoadFromEnumerable(studies.Select(s =>
        {
            opened++;
            return s;
        }));
        IDataView loaded = _ml.Transforms.LoadCtSeries("Volume", "SeriesPath").Fit(view).Transform(view);
        opened = 0;
        using DataViewRowCursor cursor = loaded.GetRowCursor([loaded.Schema["Volume"]]);
        Assert.True(cursor.MoveNext());
        ViewReading.CreateReader(cursor, loaded.Schema["Volume"])();
        Assert.Equal(1, opened);
    }

    [Fact]
    public void Trainers_WithoutCache_ReadTheirInputManyTimes()
    {
        var sdca = new EmbedCtFixture();
        Features(sdca).Append(sdca.Ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(maximumNumberOfIterations: 4)).Fit(sdca.View());
        var lightGbm = new EmbedCtFixture();
        Features(lightGbm).Append(lightGbm.Ml.MulticlassClassification.Trainers.LightGbm(minimumExampleCountPerLeaf: 2, numberOfIterations: 4)).Fit(lightGbm.View());
        Assert.True(sdca.Counter.Slices > 24 * 3, $"SDCA: {sdca.Counter.Slices} slices.");
        Assert.True(lightGbm.Counter.Slices > 24 * 3, $"LightGBM: {lightGbm.Counter.Slices} slices.");
    }

    [Fact]
    public void AppendCacheCheckpoint_WithoutEmbeddingCache_EncodesOncePerFit()
    {
        var fixture = new EmbedCtFixture();
        var pipeline = Features(fixture).AppendCacheCheckpoint(fixture.Ml).Append(fixture.Ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(maximumNumberOfIterations: 4));
        pipeline.Fit(fixture.View());
        int first = fixture.Counter.Slices;
        pipeline.Fit(fixture.View());
        Assert.Equal((24 * 3, 2 * 24 * 3), (first, fixture.Counter.Slices));
    }

    [Fact]
    public void CrossValidationSplit_KeyColumn_IsCutByOrderAndTextIsNot()
    {
        IDataView text = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 60).Select(i => new CtStudy { PatientId = $"P{i:D2}" }));
        IDataView key = _ml.Transforms.Conversion.MapValueToKey("PatientId").Fit(text).Transform(text);
        Assert.True(IsContiguous(FirstFold(key)));
        Assert.False(IsContiguous(FirstFold(text)));

        List<int> FirstFold(IDataView view)
        {
            IDataView test = _ml.Data.CrossValidationSplit(view, 5, "PatientId", seed: 3)[0].TestSet;
            IDataView back = test.Schema["PatientId"].Type is KeyDataViewType ? _ml.Transforms.Conversion.MapKeyToValue("PatientId").Fit(test).Transform(test) : test;
            return [.. ViewReading.ReadColumn<string>(back, "PatientId").Select(p => int.Parse(p[1..])).Order()];
        }
    }

    [Fact]
    public void Save_SchemaOfVolumesOnly_IsRefusedByMlNet()
    {
        VolumeRow[] rows = [new()];
        IDataView volumes = _ml.Transforms.SelectColumns("Volume").Fit(_ml.Data.LoadFromEnumerable(rows)).Transform(_ml.Data.LoadFromEnumerable(rows));
        ITransformer model = _ml.Transforms.CopyColumns("Copy", "Volume").Fit(volumes);
        Assert.ThrowsAny<Exception>(() => _ml.Model.Save(model, volumes.Schema, new MemoryStream()));
    }

    [Fact]
    public void Save_SchemaWithVolumes_LosesThatColumnOnly()
    {
        VolumeRow[] rows = [new()];
        IDataView view = _ml.Data.LoadFromEnumerable(rows);
        using var stream = new MemoryStream();
        _ml.Model.Save(_ml.Transforms.CopyColumns("Copy", "Name").Fit(view), view.Schema, stream);
        stream.Position = 0;
        _ml.Model.Load(stream, out DataViewSchema schema);
        Assert.Equal(["Name"], schema.Select(c => c.Name));
    }

    [Fact]
    public void Log_OfAPass_DoesNotGrowWithTheRows()
    {
        List<string> lines = [];
        var fixture = new EmbedCtFixture();
        fixture.Ml.Log += (_, e) => lines.Add(e.Message);
        ITransformer model = fixture.Pipeline().Fit(fixture.View());
        int[] counts = [.. new[] { 4, 24 }.Select(Count)];
        Assert.Equal(counts[0], counts[1]);

        int Count(int rows)
        {
            IDataView view = fixture.View(rows);
            lines.Clear();
            ViewReading.ReadColumn<float[]>(model.Transform(view), "Slices");
            return lines.Count;
        }
    }

    private static bool IsContiguous(List<int> sorted) => sorted.Count > 0 && sorted[^1] - sorted[0] == sorted.Count - 1;

    private static EstimatorChain<ITransformer> Features(EmbedCtFixture fixture) => fixture.Pipeline()
        .Append(fixture.Ml.Transforms.PoolEmbeddings("Embedding", "Slices"))
        .Append(fixture.Ml.Transforms.ProjectEmbeddings("Features", "Embedding"))
        .Append<ITransformer>(fixture.Ml.Transforms.Conversion.MapValueToKey("Label", "Severity"));

    private IDataView Mapped(int rows, ConcurrentBag<int> mapped)
    {
        IDataView view = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, rows).Select(i => new CtStudy { PatientId = $"{i}" }));
        return _ml.Transforms.CustomMapping<CtStudy, MappedValue>((_, output) =>
        {
            mapped.Add(Environment.CurrentManagedThreadId);
            output.Value = 1;
        }, contractName: null).Fit(view).Transform(view);
    }

    private sealed class MappedValue
    {
        public float Value { get; set; }
    }
}
