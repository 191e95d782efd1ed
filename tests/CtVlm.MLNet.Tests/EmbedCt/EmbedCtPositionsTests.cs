using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

/// <summary>The column of places in mm, for slices, cuts through the volume, tokens and cached bags.</summary>
public class EmbedCtPositionsTests
{
    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string, EmbeddingPoint> Cases => new()
    {
        { "Uniform(3)", EmbeddingPoint.Projected },
        { "Uniform(3)", EmbeddingPoint.Tokens },
        { "BodyExtent(2)", EmbeddingPoint.Projected },
        { "Planes(2,3,4)", EmbeddingPoint.Projected },
        { "Planes(1,2,0)", EmbeddingPoint.Tokens },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Transform_Positions_AreThoseOfTheChosenSlices(string slices, EmbeddingPoint point)
    {
        VlmEncoder encoder = VlmEncoder.FromSeed(5, new ClipEncoderSize { ImageSize = 32, Width = 32, Layers = 1, Heads = 2, ProjectedWidth = 12 });
        EmbedCtOptions options = Options(encoder, slices) with { Point = point };
        IDataView fresh = Transform(options);
        List<float[]> positions = ViewReading.ReadColumn<float[]>(fresh, "Positions");
        Assert.All(TestCohort.Shared.Rows(_ml).Zip(positions), row => Assert.Equal(Expected(row.First.SeriesPath, slices, encoder.Vision.GetVectorsPerSlice(point)), row.Second));
        Assert.Equal(positions, ViewReading.ReadColumn<float[]>(Transform(options), "Positions"));
        Assert.True(options.Runtime!.Cache!.Statistics.Hits > 0);
    }

    [Fact]
    public void Transform_SeriesThatFailed_HasNoPositions()
    {
        EmbedCtOptions options = Options(new CountingEncoder().ToEncoder(), "Range(0..3)") with { OnError = SeriesErrorPolicy.MissingValue };
        IDataView view = _ml.Data.LoadFromEnumerable([new VolumeRow()]);
        IDataView result = _ml.Transforms.EmbedCt(options).Fit(view).Transform(view);
        Assert.Empty(ViewReading.ReadColumn<float[]>(result, "Positions")[0]);
        Assert.Equal(["Name", "Volume", "Slices", "SlicesError", "Positions"], result.Schema.Select(c => c.Name));
    }

    [Fact]
    public void Workout_WithPositions_Passes()
    {
        using var folder = new TemporaryFolder();
        VlmEncoder encoder = VlmEncoder.FromSeed(5, new ClipEncoderSize { ImageSize = 32, Width = 32, Layers = 1, Heads = 2, ProjectedWidth = 12 });
        IEstimator<ITransformer> pipeline = _ml.Transforms.LoadCtSeries("Volume", "SeriesPath").Append(_ml.Transforms.EmbedCt(Options(encoder, "Uniform(3)")))
            .Append(_ml.Transforms.SelectColumns("Slices", "Positions"));
        IDataView view = TestCohort.Shared.View(_ml, 3);
        ITransformer model = pipeline.Fit(view);
        string path = Path.Combine(folder.Path, "model.zip");
        _ml.Model.Save(model, view.Schema, path);
        ITransformer loaded = _ml.Model.Load(path, out _);
        Assert.Equal(ViewReading.ReadColumn<float[]>(model.Transform(view), "Positions"), ViewReading.ReadColumn<float[]>(loaded.Transform(view), "Positions"));
        SchemaAssert.Promised(pipeline.GetOutputSchema(SchemaShapes.Create(view.Schema)), model.GetOutputSchema(view.Schema));
        (loaded as IDisposable)?.Dispose();
    }

    private static IEnumerable<float> Expected(string path, string slices, int vectors)
    {
        using CtVolume volume = CtVolume.Open(path);
        CtGeometry geometry = volume.Geometry;
        return [.. SliceSelection.Parse(slices).Choose(volume, TestContext.Current.CancellationToken).SelectMany(chosen => chosen.Indices.SelectMany(index => Enumerable.Repeat(
            (float)(chosen.Plane switch
            {
                SlicePlane.Axial => geometry.SlicePositionsMm[index],
                SlicePlane.Coronal => index * geometry.SpacingMm[1],
                _ => index * geometry.SpacingMm[2],
            }),
            vectors)))];
    }

    private static EmbedCtOptions Options(VlmEncoder encoder, string slices) => new()
    {
        OutputColumnName = "Slices",
        InputColumnName = "Volume",
        Encoder = encoder,
        Rendering = CtRendering.EnterographyRgb(SliceSelection.Parse(slices)),
        PositionsColumnName = "Positions",
        Runtime = new CtRuntimeOptions { Cache = EmbeddingCache.InMemory() },
    };

    private IDataView Transform(EmbedCtOptions options)
    {
        IDataView view = TestCohort.Shared.View(_ml, 4);
        return _ml.Transforms.LoadCtSeries("Volume", "SeriesPath").Append(_ml.Transforms.EmbedCt(options)).Fit(view).Transform(view);
    }
}
