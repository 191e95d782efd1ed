using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

/// <summary>A 3-D tower of the user's own in the slot of EmbedCt.</summary>
public sealed class EmbedCtVolumeTests : IDisposable
{
    private const int SmallWidth = 6;

    // The cohort's volumes are 14 to 16 x 15 to 16 x 18 to 19 voxels of this spacing: padded along z, cut along x, some of either along y.
    private static readonly VolumeInput Input = new()
    {
        SpacingZMm = 20,
        SpacingYMm = 24,
        SpacingXMm = 20,
        Depth = 17,
        Height = 15,
        Width = 10,
        LowHu = -200,
        HighHu = 300,
        Mean = 0.3f,
        Std = 0.4f,
        PaddingHu = -1000,
    };

    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _ml = new(seed: 1);
    private readonly VolumeEncoder _tower;
    private readonly VlmEncoder _encoder;

    public EmbedCtVolumeTests()
    {
        VolumeEncoder.WriteWeights(_folder.Path, seed: 3);
        _tower = new VolumeEncoder(_folder.Path, Input);
        _encoder = _tower.ToEncoder();
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(EmbeddingPoint.Projected)]
    [InlineData(EmbeddingPoint.Pooled)]
    [InlineData(EmbeddingPoint.Tokens)]
    public void Transform_FromFolderToBag_EqualsThePlainLoops(EmbeddingPoint point)
    {
        IDataView view = TestCohort.Shared.View(_ml, 3);
        List<float[]> bags = ViewReading.ReadColumn<float[]>(Pipeline(point: point).Fit(view).Transform(view), "Bag");
        using ReferenceResNet3d reference = new(_folder.Path);
        foreach ((CtStudy study, float[] bag) in TestCohort.Shared.Rows(_ml).Zip(bags))
        {
            double[,,] voxels = ReadVoxels(study.SeriesPath);
            double[] expected = point switch
            {
                EmbeddingPoint.Projected => reference.Projected(voxels),
                EmbeddingPoint.Pooled => reference.Pooled(voxels),
                _ => [.. reference.Tokens(voxels).SelectMany(token => token)],
            };
            Assert.Equal(expected, bag.Select(x => (double)x), (a, b) => Math.Abs(a - b) <= 1e-5 * Math.Max(1, Math.Abs(a)));
        }

        Assert.NotEqual(bags[0], bags[1]);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 3)]
    [InlineData(8, 1)]
    public void Transform_Volumes_ShareCallsAndGiveTheSame(int batchSize, int calls)
    {
        IDataView view = TestCohort.Shared.View(_ml, 5);
        List<float[]> bags = ViewReading.ReadColumn<float[]>(Pipeline(batchSize: batchSize).Fit(view).Transform(view), "Bag");
        Assert.Equal((5, calls), (_tower.Volumes, _tower.Calls));
        using ReferenceResNet3d reference = new(_folder.Path);
        double[] last = reference.Projected(ReadVoxels(TestCohort.Shared.Rows(_ml)[4].SeriesPath));
        Assert.Equal(last, bags[4].Select(x => (double)x), (a, b) => Math.Abs(a - b) <= 1e-5 * Math.Max(1, Math.Abs(a)));
    }

    [Fact]
    public void FitAndTransform_WithTrainer_PredictsFromVolumes()
    {
        IDataView view = TestCohort.Shared.View(_ml);
        var cache = EmbeddingCache.InMemory();
        IEstimator<ITransformer> pipeline = Pipeline(cache: cache)
            .Append(_ml.Transforms.PoolEmbeddings("Mean", "Bag"))
            .Append(_ml.Transforms.ProjectEmbeddings("Features", "Mean", EmbeddingProjection.Centring()))
            .Append(_ml.Transforms.Conversion.MapValueToKey("Label", "Severity"))
            .Append(_ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(maximumNumberOfIterations: 20));
        ITransformer model = pipeline.Fit(view);
        IDataView scored = model.Transform(view);
        Assert.Equal(24, ViewReading.ReadColumn<uint>(scored, "PredictedLabel").Count(label => label > 0));
        Assert.InRange(_ml.MulticlassClassification.Evaluate(scored).MicroAccuracy, 0.3, 1);
        Assert.Equal(24, _tower.Volumes);
        using PredictionEngine<CtStudy, MeanPrediction> engine = _ml.Model.CreatePredictionEngine<CtStudy, MeanPrediction>(model);
        float[] mean = ViewReading.ReadColumn<float[]>(scored, "Mean")[2];
        Assert.Equal(mean, engine.Predict(TestCohort.Shared.Rows(_ml)[2]).Mean);
        Assert.Equal(SmallWidth, mean.Length);
    }

    [Fact]
    public void MissingValue_OneSeriesFails_TheOthersOfItsBatchDoNot()
    {
        List<CtStudy> studies = [.. TestCohort.Shared.Rows(_ml).Take(4)];
        studies[1].SeriesPath = GoldenFiles.Path("dicom", "files", "ge-coronal");
        IDataView view = _ml.Data.LoadFromEnumerable(studies);
        IDataView result = Pipeline(batchSize: 8, onError: SeriesErrorPolicy.MissingValue).Fit(view).Transform(view);
        List<object?[]> rows = ViewReading.ReadRows(result, "Bag", "BagError");
        Assert.Empty((float[])rows[1][0]!);
        Assert.Contains("An encoder of whole volumes takes axial series; this one is Coronal", (string)rows[1][1]!, StringComparison.Ordinal);
        Assert.All([rows[0], rows[2], rows[3]], row => Assert.Equal((SmallWidth, ""), (((float[])row[0]!).Length, (string)row[1]!)));
        Assert.Equal((3, 1), (_tower.Volumes, _tower.Calls));
    }

    [Fact]
    public void Cache_DependsOnTheGridAndNotOnTheRendering()
    {
        EmbeddingCache cache = EmbeddingCache.InMemory();
        Read(_encoder, CtRendering.EnterographyRgb());
        Read(_encoder, CtRendering.SoftTissue(SliceSelection.Uniform(2)));
        Assert.Equal((3L, 3L), (cache.Statistics.Hits, cache.Statistics.Puts));
        Read(new VolumeEncoder(_folder.Path, Input with { Width = 11 }).ToEncoder(), CtRendering.EnterographyRgb());
        Assert.Equal((3L, 6L), (cache.Statistics.Hits, cache.Statistics.Puts));

        void Read(VlmEncoder encoder, CtRendering rendering)
        {
            IDataView view = TestCohort.Shared.View(_ml, 3);
            ViewReading.ReadColumn<float[]>(Pipeline(encoder: encoder, rendering: rendering, cache: cache).Fit(view).Transform(view), "Bag");
        }
    }

    [Fact]
    public void Schema_NamesTheGridAsTheRendering()
    {
        IDataView view = TestCohort.Shared.View(_ml, 1);
        IEstimator<ITransformer> pipeline = Pipeline(point: EmbeddingPoint.Tokens);
        DataViewSchema schema = pipeline.Fit(view).GetOutputSchema(view.Schema);
        Assert.Equal(
            """{"volume":{"spacingMm":[20,24,20],"size":[17,15,10],"rangeHu":[-200,300],"normalization":[0.3,0.4],"paddingHu":[-1000]}}""",
            Provenance.ReadText(schema["Bag"], Provenance.Rendering));
        Assert.Equal([0, 8], ((VectorDataViewType)schema["Bag"].Type).Dimensions);
        SchemaAssert.Promised(pipeline.GetOutputSchema(SchemaShapes.Create(view.Schema)), schema);
        Assert.Equal(0, _tower.Calls);
    }

    [Fact]
    public void Log_CountsVolumes()
    {
        List<string> lines = [];
        _ml.Log += (_, e) => lines.Add(e.Message);
        IDataView view = TestCohort.Shared.View(_ml, 2);
        ViewReading.ReadColumn<float[]>(Pipeline().Fit(view).Transform(view), "Bag");
        Assert.Single(lines, line => line.Contains("EmbedCt: 2 series, 0 from the cache, 0 failed; 2 volumes in", StringComparison.Ordinal));
    }

    // The grid by hand: resampled, about the centre, clamped, normalised.
    private static double[,,] ReadVoxels(string seriesPath)
    {
        using CtVolume volume = CtVolume.Open(seriesPath);
        using CtVolume grid = volume.Resample(new CtResampling { SpacingZMm = Input.SpacingZMm, SpacingYMm = Input.SpacingYMm, SpacingXMm = Input.SpacingXMm, BackgroundHu = Input.PaddingHu });
        float[] hu = grid.ReadAll(cancellationToken: TestContext.Current.CancellationToken);
        double[,,] voxels = new double[Input.Depth, Input.Height, Input.Width];
        for (int z = 0; z < Input.Depth; z++)
        {
            for (int y = 0; y < Input.Height; y++)
            {
                for (int x = 0; x < Input.Width; x++)
                {
                    (int sz, int sy, int sx) = (z + ((grid.SliceCount - Input.Depth) / 2), y + ((grid.Rows - Input.Height) / 2), x + ((grid.Columns - Input.Width) / 2));
                    bool isInside = sz >= 0 && sz < grid.SliceCount && sy >= 0 && sy < grid.Rows && sx >= 0 && sx < grid.Columns;
                    double value = isInside ? hu[(((sz * grid.Rows) + sy) * grid.Columns) + sx] : Input.PaddingHu;
                    voxels[z, y, x] = (Math.Clamp((value - Input.LowHu) / (Input.HighHu - Input.LowHu), 0, 1) - Input.Mean) / Input.Std;
                }
            }
        }

        return voxels;
    }

    private IEstimator<ITransformer> Pipeline(
        EmbeddingPoint point = EmbeddingPoint.Projected,
        int? batchSize = null,
        SeriesErrorPolicy onError = SeriesErrorPolicy.Throw,
        VlmEncoder? encoder = null,
        CtRendering? rendering = null,
        EmbeddingCache? cache = null) => _ml.Transforms
        .LoadCtSeries(new LoadCtSeriesOptions { OutputColumnName = "Volume", InputColumnName = "SeriesPath", OnError = onError })
        .Append(_ml.Transforms.EmbedCt(new EmbedCtOptions
        {
            OutputColumnName = "Bag",
            InputColumnName = "Volume",
            Encoder = encoder ?? _encoder,
            Rendering = rendering ?? CtRendering.EnterographyRgb(),
            Point = point,
            OnError = onError,
            Runtime = new CtRuntimeOptions { Cache = cache ?? EmbeddingCache.None, BatchSize = batchSize },
        }));

    private sealed class MeanPrediction
    {
        public float[] Mean { get; set; } = [];
    }
}
