using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

/// <summary>Adapting an encoder inside a pipeline: columns, saved models, other processes, clear errors.</summary>
public sealed class AdaptVlmTests : IDisposable
{
    private static readonly ClipEncoderSize s_size = new() { ImageSize = 32, PatchSize = 8, Width = 32, Layers = 2, Heads = 2, ProjectedWidth = 16 };

    private const int NoSuchGpu = 99;

    private readonly MLContext _ml = new(seed: 1);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Workout_FromPathToScore_Passes() => EstimatorWorkout.Run(_ml, Pipeline(Options), new EstimatorWorkoutInput
    {
        Valid = TestCohort.Shared.View(_ml, 9),
        Invalid = [_ml.Data.LoadFromEnumerable([new VectorRow { Embedding = [1, 2, 3] }])],
        Tolerance = 1e-5f,
    });

    [Fact]
    public void Fit_AddsTheColumnsThatWereAskedFor()
    {
        IDataView data = TestCohort.Shared.View(_ml, 12);
        IDataView scored = Pipeline(Options).Fit(data).Transform(data);
        List<float[]> pooled = ViewReading.ReadColumn<float[]>(scored, "Embedding"), texts = ViewReading.ReadColumn<float[]>(scored, "TextEmbedding");
        List<float[]> scores = ViewReading.ReadColumn<float[]>(scored, "Score");
        Assert.All(pooled, vector => Assert.Equal(16, vector.Length));
        Assert.All(texts, vector => Assert.Equal(16, vector.Length));
        Assert.All(scores, row => Assert.Equal(1, row.Sum(), 1e-5));
        Assert.NotNull(_ml.MulticlassClassification.EvaluateClinical(scored, labelColumnName: "Severity", groupColumnName: "PatientId"));
    }

    [Fact]
    public void Fit_DefaultVerb_GivesTheBagOfTheAdaptedEncoder()
    {
        IDataView data = TestCohort.Shared.View(_ml, 8);
        EstimatorChain<AdaptVlmTransformer> pipeline = Load().Append(_ml.Transforms.AdaptVlm(
            "Slices", "Volume", VlmEncoder.FromSeed(3, s_size), patientColumnName: "PatientId", rendering: CtRendering.SoftTissue(SliceSelection.Uniform(3)), training: Training with { Loss = new VlmLoss() }));
        TransformerChain<AdaptVlmTransformer> model = pipeline.Fit(data);
        AdaptVlmTransformer adapted = model.LastTransformer;
        Assert.Equal(4, adapted.Report!.Losses.Count);
        Assert.Contains("every step", adapted.TrainingPath, StringComparison.Ordinal);
        ITransformer plain = Load().Append(_ml.Transforms.EmbedCt("Slices", "Volume", adapted.Encoder, CtRendering.SoftTissue(SliceSelection.Uniform(3)))).Fit(data);
        Assert.Equal(ViewReading.ReadColumn<float[]>(plain.Transform(data), "Slices"), ViewReading.ReadColumn<float[]>(model.Transform(data), "Slices"));
    }

    [Fact]
    public void SaveAdapter_OfAModel_GivesTheSameEncoderFromItsFolder()
    {
        IDataView data = TestCohort.Shared.View(_ml, 8);
        AdaptVlmOptions options = Options with { Encoder = VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip")), PooledColumnName = null, ScoreColumnPrefix = null, TextOutputColumnName = null, Training = Training with { Parts = Training.Parts with { HasTrainedScale = false } } };
        AdaptVlmTransformer adapted = Load().Append(_ml.Transforms.AdaptVlm(options)).Fit(data).LastTransformer;
        string adapter = _folder.Combine("adapter");
        adapted.Encoder.SaveAdapter(adapter);
        VlmEncoder fromFolder = VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip"), new VlmEncoderOptions { AdapterFolder = adapter });
        List<float[]> expected = Bags(adapted.Encoder, data), actual = Bags(fromFolder, data);
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected[i], actual[i], (a, b) => Math.Abs(a - b) <= 1e-5f);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Save_BaseMissing_SaysSoUnlessItIsEmbedded(bool embeds)
    {
        string encoder = CopyEncoder();
        IDataView data = TestCohort.Shared.View(_ml, 8);
        AdaptVlmOptions options = Options with { Encoder = VlmEncoder.FromFolder(encoder), EmbedsBaseWeights = embeds };
        ITransformer model = Pipeline(options).Fit(data);
        List<float[]> expected = ViewReading.ReadColumn<float[]>(model.Transform(data), "Score");
        string path = _folder.Combine("model.zip");
        _ml.Model.Save(model, data.Schema, path);
        Directory.Move(encoder, encoder + "-moved");
        if (!embeds)
        {
            string message = Assert.ThrowsAny<Exception>(() => new MLContext().Model.Load(path, out _)).ToString();
            Assert.Contains("hash", message, StringComparison.OrdinalIgnoreCase);
            return;
        }

        List<float[]> actual = ViewReading.ReadColumn<float[]>(new MLContext().Model.Load(path, out _).Transform(data), "Score");
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected[i], actual[i], (a, b) => Math.Abs(a - b) <= 1e-5f);
        }
    }

    [Fact]
    public void Save_IsSmall_ForItHoldsNoBaseWeights()
    {
        IDataView data = TestCohort.Shared.View(_ml, 8);
        AdaptVlmOptions options = Options with { Encoder = VlmEncoder.FromFolder(GoldenFiles.Path("hf-clip")), PooledColumnName = null, ScoreColumnPrefix = null };
        string without = _folder.Combine("without.zip"), with = _folder.Combine("with.zip");
        _ml.Model.Save(Pipeline(options).Fit(data), data.Schema, without);
        _ml.Model.Save(Pipeline(options with { EmbedsBaseWeights = true }).Fit(data), data.Schema, with);
        Assert.True(new FileInfo(without).Length < new FileInfo(with).Length / 3, $"{new FileInfo(without).Length} and {new FileInfo(with).Length} bytes");
    }

    [Fact]
    public void Fit_Cancelled_StopsAndKeepsTheCheckpoint()
    {
        using CancellationTokenSource stop = new();
        string checkpoint = _folder.Combine("run.safetensors");
        VlmTraining training = Training with { Steps = 50, CheckpointPath = checkpoint, CancellationToken = stop.Token, Progress = new Stopper(stop) };
        Assert.Throws<OperationCanceledException>(() => Pipeline(Options with { Training = training }).Fit(TestCohort.Shared.View(_ml, 9)));
        Assert.True(File.Exists(checkpoint));
    }

    [Fact]
    public void Checkpoint_HoldsNoIdentity()
    {
        string checkpoint = _folder.Combine("run.safetensors");
        IDataView data = TestCohort.Shared.View(_ml, 9);
        Pipeline(Options with { Training = Training with { CheckpointPath = checkpoint } }).Fit(data);
        string bytes = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(checkpoint));
        foreach (CtStudy study in TestCohort.Shared.Rows(_ml).Take(9))
        {
            Assert.DoesNotContain(study.PatientId, bytes, StringComparison.Ordinal);
            Assert.DoesNotContain(study.SeriesPath, bytes, StringComparison.Ordinal);
            Assert.DoesNotContain(study.Report, bytes, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Fit_FrozenTowers_TakeWhatEmbedCtHasCached()
    {
        LogRecorder log = new(_ml);
        IDataView data = TestCohort.Shared.View(_ml, 9);
        CtRuntimeOptions runtime = new() { Cache = EmbeddingCache.InMemory() };
        AdaptVlmOptions options = Options with { Runtime = runtime, Training = Options.Training with { Parts = TrainableParts.None() } };
        TrainingReport expected = Fit(options with { Runtime = new CtRuntimeOptions { Cache = EmbeddingCache.None } });
        Assert.NotEmpty(log.With("9 series were embedded once, those of 0 came from the cache"));

        EmbedCtOptions embed = new() { OutputColumnName = "Bag", InputColumnName = "Volume", Encoder = options.Encoder, Rendering = options.Rendering, Runtime = runtime };
        ViewReading.ReadColumn<float[]>(Load().Append(_ml.Transforms.EmbedCt(embed)).Fit(data).Transform(data), "Bag");
        TrainingReport actual = Fit(options);

        Assert.NotEmpty(log.With("9 series were embedded once, those of 9 came from the cache"));
        Assert.Equal(expected.Losses, actual.Losses, (a, b) => Math.Abs(a - b) <= 1e-5);

        TrainingReport Fit(AdaptVlmOptions settings) => Pipeline(settings).Fit(data).LastTransformer.Report!;
    }

    [Fact]
    public void Fit_RowsWithoutText_AreLeftOutAndCounted()
    {
        LogRecorder log = new(_ml);
        CtStudy[] studies = [.. TestCohort.Shared.Rows(_ml).Take(9).Select((s, i) => new CtStudy { SeriesPath = s.SeriesPath, PatientId = s.PatientId, Severity = s.Severity, Report = i < 2 ? "" : s.Report })];
        Pipeline(Options).Fit(_ml.Data.LoadFromEnumerable(studies));
        Assert.NotEmpty(log.With("2 rows without a text"));
    }

    [Fact]
    public void Fit_GpuThatIsNotThere_SaysWhatToDoBeforeARowIsRead()
    {
        MLContext ml = new(seed: 1) { GpuDeviceId = NoSuchGpu, FallbackToCpu = false };
        IDataView unreadable = ml.Data.LoadFromEnumerable(TestCohort.Shared.Rows(ml).Take(9).Select(Unreadable));
        TorchRuntimeException e = Assert.Throws<TorchRuntimeException>(() => ml.Transforms.LoadCtSeries("Volume", "SeriesPath").Append(ml.Transforms.AdaptVlm(Options)).Fit(unreadable));
        Assert.Contains("GPU 99 was asked for", e.Message, StringComparison.Ordinal);
        Assert.Contains("FallbackToCpu", e.Message, StringComparison.Ordinal);

        static CtStudy Unreadable(CtStudy study) => throw new InvalidOperationException("A row was read.");
    }

    [Fact]
    public void Fit_GpuThatIsNotThereWithFallback_TrainsOnTheCpu()
    {
        MLContext ml = new(seed: 1) { GpuDeviceId = NoSuchGpu, FallbackToCpu = true };
        LogRecorder log = new(ml);
        AdaptVlmTransformer fallen = Fit(ml, Options), expected = Fit(_ml, Options);
        Assert.Equal(expected.Report!.Losses, fallen.Report!.Losses);
        Assert.Equal(expected.Encoder.GetHash(), fallen.Encoder.GetHash());
        Assert.NotEmpty(log.With("s on cpu in Float32."));
    }

    [Theory]
    [InlineData(NumericPrecision.BFloat16)]
    [InlineData(NumericPrecision.Float16)]
    public void Fit_InALowPrecision_GivesNearlyTheSameModel(NumericPrecision precision)
    {
        IDataView data = TestCohort.Shared.View(_ml, 9);
        List<float[]> exact = ViewReading.ReadColumn<float[]>(Pipeline(Options).Fit(data).Transform(data), "Score");
        List<float[]> low = ViewReading.ReadColumn<float[]>(Pipeline(Options with { Training = Options.Training with { Precision = precision } }).Fit(data).Transform(data), "Score");
        Assert.Equal(exact.Count, low.Count);
        Assert.All(exact.Zip(low), pair => Assert.Equal(pair.First, pair.Second, (a, b) => Math.Abs(a - b) <= 0.05f));
        Assert.NotEqual(exact[0], low[0]);
    }

    [Fact]
    public void Fit_FrozenTowers_ComputeInTheTrainingsPrecisionNotTheModels()
    {
        AdaptVlmOptions options = Options with { Runtime = new CtRuntimeOptions { Cache = EmbeddingCache.None }, Training = Options.Training with { Parts = TrainableParts.None() } };
        IReadOnlyList<double> exact = Losses(options), model = Losses(options with { Runtime = options.Runtime with { Precision = NumericPrecision.BFloat16, AllowTf32 = true } });
        Assert.Equal(exact, model);
        Assert.NotEqual(exact, Losses(options with { Training = options.Training with { Precision = NumericPrecision.BFloat16 } }));

        IReadOnlyList<double> Losses(AdaptVlmOptions settings) => Fit(_ml, settings).Report!.Losses;
    }

    [Fact]
    public void Options_PrecisionThatAMachineDecides_IsRefused()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => _ml.Transforms.AdaptVlm(Options with { Training = Training with { Precision = NumericPrecision.Auto } }));
        Assert.Contains("Precision is Auto", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_ScoreWithoutHead_AreRefused()
    {
        Exception e = Assert.ThrowsAny<ArgumentException>(() => _ml.Transforms.AdaptVlm(Options with { Training = Training with { Loss = new VlmLoss() } }));
        Assert.Contains("HeadWeight", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_MissingPatientColumn_IsASchemaMismatch() => Assert.Throws<ArgumentOutOfRangeException>(
        () => Pipeline(Options with { PatientColumnName = "Nobody" }).Fit(TestCohort.Shared.View(_ml, 9)));

    private static VlmTraining Training => new()
    {
        Parts = TrainableParts.Adapters(LoraOptions.Parse("v4_t4")),
        Loss = new VlmLoss { HeadWeight = 0.5 },
        Steps = 4,
        BatchSize = 4,
        ValidationShare = 0.2,
    };

    private AdaptVlmOptions Options => new()
    {
        OutputColumnName = "Slices",
        InputColumnName = "Volume",
        PooledColumnName = "Embedding",
        TextOutputColumnName = "TextEmbedding",
        ScoreColumnPrefix = "",
        LabelColumnName = "Severity",
        PatientColumnName = "PatientId",
        PositiveKeyColumnName = "Severity",
        Encoder = VlmEncoder.FromSeed(3, s_size),
        Rendering = CtRendering.SoftTissue(SliceSelection.Uniform(3)),
        Training = Training with { Pooling = SlicePooling.GatedAttention(new PoolingTraining()) },
    };

    private LoadCtSeriesEstimator Load() => _ml.Transforms.LoadCtSeries("Volume", "SeriesPath");

    private EstimatorChain<AdaptVlmTransformer> Pipeline(AdaptVlmOptions options) => Load().Append(_ml.Transforms.AdaptVlm(options));

    private static AdaptVlmTransformer Fit(MLContext ml, AdaptVlmOptions options) =>
        ml.Transforms.LoadCtSeries("Volume", "SeriesPath").Append(ml.Transforms.AdaptVlm(options)).Fit(TestCohort.Shared.View(ml, 9)).LastTransformer;

    private List<float[]> Bags(VlmEncoder encoder, IDataView data) =>
        ViewReading.ReadColumn<float[]>(Load().Append(_ml.Transforms.EmbedCt("Bag", "Volume", encoder, Options.Rendering)).Fit(data).Transform(data), "Bag");

    private string CopyEncoder()
    {
        string folder = Directory.CreateDirectory(_folder.Combine("encoder")).FullName;
        foreach (string file in Directory.GetFiles(GoldenFiles.Path("hf-clip")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return folder;
    }

    private sealed class Stopper(CancellationTokenSource source) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Step == 3)
            {
                source.Cancel();
            }
        }
    }
}
