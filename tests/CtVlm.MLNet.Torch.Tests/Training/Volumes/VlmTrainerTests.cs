using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Adapting small encoders to series with a plain difference.</summary>
public sealed class VlmTrainerTests : IDisposable
{
    private static readonly VlmEncoder s_encoder = VlmEncoder.FromSeed(3, new ClipEncoderSize { ImageSize = 32, PatchSize = 8, Width = 32, Layers = 2, Heads = 2, ProjectedWidth = 16 });
    private static readonly CtRendering s_rendering = CtRendering.SoftTissue(SliceSelection.Uniform(4));
    private static readonly IReadOnlyList<TrainingSeries> s_series = ToySeries.Make(24);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Train_Adapters_BringTextsToTheirSeries()
    {
        VlmTraining training = Adapters with { Steps = 60, LearningRate = 5e-3, Metric = VlmMetric.TextToImageMrr, ValidationShare = 0.34, ValidateEvery = 10 };
        VlmTrainingResult result = VlmTrainer.Train(s_encoder, s_rendering, s_series, training);
        Assert.True(result.Report.Losses.TakeLast(5).Average() < 0.8 * result.Report.Losses[0], $"{result.Report.Losses[0]} to {result.Report.Losses[^1]}");
        Assert.True(result.Report.Metrics.Max() > 0.99, $"MRR {string.Join(", ", result.Report.Metrics)}");
        Assert.Contains("every step", result.Path, StringComparison.Ordinal);
        Assert.Equal(12, result.TrainedPatients + result.HeldBackPatients);
        Assert.Equal(24, result.TrainedSeries + result.HeldBackSeries);
        Assert.NotEqual(s_encoder.GetHash(), result.Encoder.GetHash());
    }

    [Fact]
    public void Train_DefaultParts_FitTowersOfAnyDepth() =>
        Assert.Equal(2, VlmTrainer.Train(s_encoder, s_rendering, s_series, new VlmTraining { Steps = 2 }).Report.Losses.Count);

    [Fact]
    public void Train_HeadOverFrozenTowers_EmbedsEachSliceOnce()
    {
        VlmTraining training = new()
        {
            Parts = TrainableParts.None(),
            Loss = new VlmLoss { Contrastive = ContrastiveKind.None, HeadWeight = 1 },
            Pooling = SlicePooling.GatedAttention(new PoolingTraining()),
            Metric = VlmMetric.HeadAccuracy,
            Steps = 100,
            LearningRate = 1e-2,
            ValidationShare = 0.34,
        };
        VlmTrainingResult result = VlmTrainer.Train(s_encoder, s_rendering, s_series, training);
        Assert.Contains("computed once", result.Path, StringComparison.Ordinal);
        Assert.Equal(1, result.Report.Metrics.Max());
        Assert.Equal(s_encoder.GetHash(), result.Encoder.GetHash());
        AssertHeadNamesClasses(result);
    }

    [Theory]
    [InlineData("hf-clip")]
    [InlineData("open_clip-native")]
    [InlineData("biomedclip")]
    [InlineData("hf-siglip")]
    public void Train_ProjectionsOfEveryFamily_MoveAllOfThem(string folder)
    {
        VlmEncoder encoder = VlmEncoder.FromFolder(GoldenFiles.Path(folder));
        VlmTraining training = Adapters with { Parts = TrainableParts.Projections(), Steps = 2, LearningRate = 1e-2, WarmUpShare = 0 };
        using AdaptableEncoder before = AdaptableEncoder.Load(encoder, TrainableParts.Projections(), 1, new ModelLoadOptions(torch.CPU));
        AdaptedWeights start = before.Capture();
        AdaptedWeights moved = ((AdaptedEncoderSource)VlmTrainer.Train(encoder, s_rendering, s_series, training).Encoder.Source).Weights;
        Assert.NotEmpty(start.Tensors);
        Assert.All(start.Tensors, tensor => Assert.NotEqual(tensor.Values, moved.Tensors.Single(t => t.Name == tensor.Name).Values));
    }

    [Fact]
    public void GetSliceCount_OfSeveralPlanes_IsThatOfThePictures()
    {
        TorchRuntime.EnsureLoaded();
        using DisposeScope scope = torch.NewDisposeScope();
        using AdaptableEncoder towers = AdaptableEncoder.Load(s_encoder, TrainableParts.None(), 1, new ModelLoadOptions(torch.CPU));
        SeriesPictures pictures = new(CtRendering.SoftTissue(SliceSelection.Planes(2, 1, 1)), towers.Vision.Info, new CtAugmentation(), torch.CPU);
        using TowerSeriesVectors vectors = new(towers.Vision, pictures, [s_series[0].Volume, s_series[1].Volume], recomputes: false);
        vectors.Read([1], seed: null);
        Assert.Equal((0, 4), (vectors.GetSliceCount(0), vectors.GetSliceCount(1)));
    }

    [Theory]
    [InlineData(PoolingTarget.Coral)]
    [InlineData(PoolingTarget.Corn)]
    public void Train_OrdinalHead_NamesGrades(PoolingTarget target)
    {
        VlmTraining training = new()
        {
            Parts = TrainableParts.None(),
            Loss = new VlmLoss { Contrastive = ContrastiveKind.None, HeadWeight = 1, Target = target },
            Steps = 150,
            LearningRate = 2e-2,
            ValidationShare = 0,
        };
        AssertHeadNamesClasses(VlmTrainer.Train(s_encoder, s_rendering, s_series, training));
    }

    [Fact]
    public void Train_ProjectionsAlone_KeepTheVectorsBeforeThem()
    {
        VlmTraining training = Adapters with { Parts = TrainableParts.Projections(), Steps = 20, LearningRate = 1e-2 };
        VlmTrainingResult result = VlmTrainer.Train(s_encoder, s_rendering, s_series, training);
        Assert.Equal("vectors of each slice before the projection, computed once; vectors of each text before the projection, computed once", result.Path);
        Assert.True(result.Report.Losses[^1] < result.Report.Losses[0]);
        using EncoderLease<IVisionEncoder> before = s_encoder.AcquireVision(torch.CPU), after = result.Encoder.AcquireVision(torch.CPU);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable mode = torch.inference_mode();
        torch.Tensor pixels = torch.ones([1, 3, 32, 32]);
        Assert.Equal(Values(before.Encoder.Encode(pixels, EmbeddingPoint.Pooled)), Values(after.Encoder.Encode(pixels, EmbeddingPoint.Pooled)));
        Assert.NotEqual(Values(before.Encoder.Encode(pixels, EmbeddingPoint.Projected)), Values(after.Encoder.Encode(pixels, EmbeddingPoint.Projected)));
    }

    [Fact]
    public void Train_Twice_GivesTheSameBits()
    {
        VlmTrainingResult first = VlmTrainer.Train(s_encoder, s_rendering, s_series, Dropping), second = VlmTrainer.Train(s_encoder, s_rendering, s_series, Dropping);
        Assert.Equal(first.Report.Losses, second.Report.Losses);
        Assert.Equal(first.Encoder.GetHash(), second.Encoder.GetHash());
    }

    [Fact]
    public void Train_StoppedAndGoneOn_GivesTheSameBits()
    {
        VlmTrainingResult whole = VlmTrainer.Train(s_encoder, s_rendering, s_series, Dropping);
        using CancellationTokenSource stop = new();
        VlmTraining kept = Dropping with { CheckpointPath = Path.Combine(_folder.FullName, "run.safetensors"), CheckpointEvery = 3 };
        Assert.Throws<OperationCanceledException>(() => VlmTrainer.Train(
            s_encoder, s_rendering, s_series, kept with { CancellationToken = stop.Token, Progress = new Stopper(stop, 4) }));
        VlmTrainingResult resumed = VlmTrainer.Train(s_encoder, s_rendering, s_series, kept);
        Assert.Equal(4, resumed.Report.ResumedFrom);
        Assert.Equal(whole.Report.Losses, resumed.Report.Losses);
        Assert.Equal(whole.Encoder.GetHash(), resumed.Encoder.GetHash());
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(16, true)]
    [InlineData(3, true)]
    public void Train_LessMemory_GivesTheSameLosses(int chunk, bool recomputes)
    {
        VlmTraining training = Adapters with { Steps = 6, Augmentation = new CtAugmentation() };
        IReadOnlyList<double> expected = VlmTrainer.Train(s_encoder, s_rendering, s_series, training).Report.Losses;
        IReadOnlyList<double> actual = VlmTrainer.Train(s_encoder, s_rendering, s_series, training with { ChunkSize = chunk, RecomputesActivations = recomputes }).Report.Losses;
        Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) <= 2e-4);
    }

    [Theory]
    [InlineData(ContrastiveKind.InfoNce)]
    [InlineData(ContrastiveKind.SigLip)]
    [InlineData(ContrastiveKind.MultiPositive)]
    public void Train_EveryContrastiveLoss_Falls(ContrastiveKind kind)
    {
        VlmTraining training = Adapters with { Loss = new VlmLoss { Contrastive = kind, SupConWeight = 0.2, HeadWeight = 0.5 }, Steps = 30, LearningRate = 3e-3, ValidationShare = 0 };
        IReadOnlyList<double> losses = VlmTrainer.Train(s_encoder, s_rendering, s_series, training).Report.Losses;
        Assert.True(losses.TakeLast(5).Average() < losses.Take(5).Average(), $"{losses[0]} to {losses[^1]}");
    }

    [Fact]
    public void Train_Everything_ChangesBothTowers()
    {
        VlmTrainingResult result = VlmTrainer.Train(s_encoder, s_rendering, s_series, Adapters with { Parts = TrainableParts.Everything(), Steps = 4, LearningRate = 1e-3, AverageDecay = 0.5, Accumulation = 2 });
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable mode = torch.inference_mode();
        using EncoderLease<ITextEncoder> before = s_encoder.AcquireText(torch.CPU), after = result.Encoder.AcquireText(torch.CPU);
        Assert.NotEqual(Values(before.Encoder.Encode(["a bright square"])), Values(after.Encoder.Encode(["a bright square"])));
    }

    [Fact]
    public void Train_LeavesNoTensor()
    {
        VlmTraining training = Dropping with { Steps = 3, RecomputesActivations = true, ChunkSize = 5 };
        Assert.Equal(0, LiveTensors.CountAfter(() => VlmTrainer.Train(s_encoder, s_rendering, s_series, training)));
    }

    [Fact]
    public void Train_SeriesWithoutText_AreCountedInTheError()
    {
        TrainingSeries[] series = [.. s_series.Select((s, i) => i < 5 ? s with { Text = " " } : s)];
        ArgumentException e = Assert.Throws<ArgumentException>(() => VlmTrainer.Train(s_encoder, s_rendering, series, Adapters));
        Assert.Contains("5 of 24 series have no text", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_PoolingOfAnotherWidth_SaysSo()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => VlmTrainer.Train(s_encoder, s_rendering, s_series, Adapters with { Pooling = SlicePooling.MeanStd() }));
        Assert.Contains("32 values", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_NothingThatTrains_SaysSo() =>
        Assert.Contains("Nothing trains", Assert.Throws<ArgumentException>(() => VlmTrainer.Train(s_encoder, s_rendering, s_series, Adapters with { Parts = TrainableParts.None() })).Message, StringComparison.Ordinal);

    [Fact]
    public void Train_BadNumbers_AreAllInOneMessage()
    {
        VlmTraining bad = Adapters with { Steps = 0, BatchSize = 1, LearningRate = double.NaN, Augmentation = new CtAugmentation { ShiftShare = 0.5 }, Loss = new VlmLoss { ContrastiveWeight = -1 } };
        string message = Assert.Throws<ArgumentException>(() => VlmTrainer.Train(s_encoder, s_rendering, s_series, bad)).Message;
        Assert.All(["Steps is 0", "BatchSize is 1", "LearningRate is NaN", "ShiftShare is 0.5", "ContrastiveWeight is -1"], part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    private static VlmTraining Adapters => new()
    {
        Parts = TrainableParts.Adapters(LoraOptions.Parse("v4_t4")),
        Steps = 10,
        BatchSize = 8,
        LearningRate = 1e-3,
        Augmentation = CtAugmentation.None,
        Seed = 2,
    };

    private static VlmTraining Dropping => Adapters with
    {
        Parts = TrainableParts.Adapters(LoraOptions.Parse("v4_t4_d0.2")),
        Augmentation = new CtAugmentation(),
        Pooling = SlicePooling.GatedAttention(new PoolingTraining()),
        AverageDecay = 0.9,
        ValidateEvery = 4,
        ChunkSize = 3,
        Accumulation = 2,
    };

    private static void AssertHeadNamesClasses(VlmTrainingResult result)
    {
        using SeriesPictures pictures = new(s_rendering, s_encoder.Vision, CtAugmentation.None, torch.CPU);
        using EncoderLease<IVisionEncoder> lease = result.Encoder.AcquireVision(torch.CPU);
        int right = s_series.Count(series =>
        {
            using DisposeScope scope = torch.NewDisposeScope();
            using IDisposable mode = torch.inference_mode();
            float[] bag = Values(lease.Encoder.Encode(pictures.Make(series.Volume, null).Pixels, EmbeddingPoint.Projected));
            float[] pooled = new float[result.Pooling.OutputWidth], scores = new float[2];
            result.Pooling.Pool(bag, [], pooled, []);
            result.Head!.Score(pooled, scores);
            Assert.Equal(1, scores.Sum(), 1e-5);
            return scores[series.Class] > 0.5f;
        });
        Assert.Equal(s_series.Count, right);
    }

    private static float[] Values(torch.Tensor tensor) => TensorMemory.Of(tensor.contiguous()).ToArray();

    private sealed class Stopper(CancellationTokenSource source, int step) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Step == step)
            {
                source.Cancel();
            }
        }
    }
}
