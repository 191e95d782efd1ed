using System.Text;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Training in bfloat16 and float16, with the CPU's own kernels for them.</summary>
public sealed class PrecisionTrainingTests : IDisposable
{
    private static readonly VlmEncoder s_encoder = VlmEncoder.FromSeed(3, new ClipEncoderSize { ImageSize = 32, PatchSize = 8, Width = 32, Layers = 2, Heads = 2, ProjectedWidth = 16 });
    private static readonly CtRendering s_rendering = CtRendering.SoftTissue(SliceSelection.Uniform(4));
    private static readonly IReadOnlyList<TrainingSeries> s_series = ToySeries.Make(24);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(NumericPrecision.BFloat16, "adapters")]
    [InlineData(NumericPrecision.Float16, "adapters")]
    [InlineData(NumericPrecision.BFloat16, "everything")]
    [InlineData(NumericPrecision.Float16, "everything")]
    [InlineData(NumericPrecision.BFloat16, "last blocks")]
    [InlineData(NumericPrecision.Float16, "last blocks")]
    [InlineData(NumericPrecision.BFloat16, "projections")]
    [InlineData(NumericPrecision.Float16, "projections")]
    public void Train_InALowPrecision_FallsAsInFloat32(NumericPrecision precision, string parts)
    {
        VlmTraining training = Training(parts);
        TrainingReport exact = VlmTrainer.Train(s_encoder, s_rendering, s_series, training).Report;
        List<TrainingProgress> seen = [];
        TrainingReport report = VlmTrainer.Train(s_encoder, s_rendering, s_series, training with { Precision = precision, Progress = new Reporter(seen.Add) }).Report;
        Assert.Equal(0, report.SkippedSteps);
        Assert.All(seen, p => Assert.True(double.IsFinite(p.GradientLength) && p.GradientLength > 0));
        Assert.All(seen, p => Assert.Equal(precision == NumericPrecision.Float16 ? 65536 : 1, p.LossScale));
        (double first, double last, double exactLast) = (report.Losses.Take(3).Average(), report.Losses.TakeLast(5).Average(), exact.Losses.TakeLast(5).Average());
        Assert.True(last < 0.9 * first, $"{first} to {last}");

        // The two ways part as rounding has it, by 0.003 at most where it was measured, and both go down the same slope.
        Assert.Equal(exact.Losses[0], report.Losses[0], 0.01);
        Assert.Equal(exactLast, last, 0.01);
    }

    [Theory]
    [InlineData(NumericPrecision.BFloat16)]
    [InlineData(NumericPrecision.Float16)]
    public void Train_Twice_GivesTheSameBits(NumericPrecision precision)
    {
        VlmTraining training = Dropping with { Precision = precision };
        VlmTrainingResult first = VlmTrainer.Train(s_encoder, s_rendering, s_series, training), second = VlmTrainer.Train(s_encoder, s_rendering, s_series, training);
        Assert.Equal(first.Report.Losses, second.Report.Losses);
        Assert.Equal(first.Encoder.GetHash(), second.Encoder.GetHash());
    }

    [Theory]
    [InlineData(NumericPrecision.BFloat16)]
    [InlineData(NumericPrecision.Float16)]
    public void Train_StoppedAndGoneOn_GivesTheSameBits(NumericPrecision precision)
    {
        VlmTraining training = Dropping with { Precision = precision };
        VlmTrainingResult whole = VlmTrainer.Train(s_encoder, s_rendering, s_series, training);
        using CancellationTokenSource stop = new();
        VlmTraining kept = training with { CheckpointPath = Checkpoint, CheckpointEvery = 3 };
        Assert.Throws<OperationCanceledException>(() => VlmTrainer.Train(
            s_encoder, s_rendering, s_series, kept with { CancellationToken = stop.Token, Progress = new Reporter(p => Cancel(p, stop)) }));
        VlmTrainingResult resumed = VlmTrainer.Train(s_encoder, s_rendering, s_series, kept);
        Assert.Equal(4, resumed.Report.ResumedFrom);
        Assert.Equal(whole.Report.Losses, resumed.Report.Losses);
        Assert.Equal(whole.Encoder.GetHash(), resumed.Encoder.GetHash());
    }

    [Theory]
    [InlineData(NumericPrecision.BFloat16, 3, false)]
    [InlineData(NumericPrecision.BFloat16, 16, true)]
    [InlineData(NumericPrecision.Float16, 3, true)]
    public void Train_LessMemory_GivesNearlyTheSameLosses(NumericPrecision precision, int chunk, bool recomputes)
    {
        VlmTraining training = Training("adapters") with { Precision = precision, Steps = 8, Accumulation = 2 };
        IReadOnlyList<double> expected = VlmTrainer.Train(s_encoder, s_rendering, s_series, training).Report.Losses;
        IReadOnlyList<double> actual = VlmTrainer.Train(s_encoder, s_rendering, s_series, training with { ChunkSize = chunk, RecomputesActivations = recomputes }).Report.Losses;
        Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) <= 0.01);
    }

    [Fact]
    public void Train_Head_LearnsOnVectorsOfALowPrecision()
    {
        VlmTraining training = Training("none") with
        {
            Loss = new VlmLoss { Contrastive = ContrastiveKind.None, HeadWeight = 1 },
            Pooling = SlicePooling.GatedAttention(new PoolingTraining()),
            Metric = VlmMetric.HeadAccuracy,
            Steps = 100,
            LearningRate = 1e-2,
            ValidationShare = 0.34,
            Precision = NumericPrecision.BFloat16,
        };
        Assert.Equal(1, VlmTrainer.Train(s_encoder, s_rendering, s_series, training).Report.Metrics.Max());
    }

    [Fact]
    public void Train_CheckpointOfAnotherPrecision_IsRefused()
    {
        VlmTraining training = Training("adapters") with { Steps = 2, CheckpointPath = Checkpoint };
        VlmTrainer.Train(s_encoder, s_rendering, s_series, training);
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => VlmTrainer.Train(s_encoder, s_rendering, s_series, training with { Precision = NumericPrecision.BFloat16 }));
        Assert.Contains("Expected: precision BFloat16. Got: precision Float32.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_InFloat32_WritesNoLossScale()
    {
        VlmTrainer.Train(s_encoder, s_rendering, s_series, Training("adapters") with { Steps = 2, CheckpointPath = Checkpoint });
        Assert.DoesNotContain("\\u0022Scale\\u0022", Encoding.Latin1.GetString(File.ReadAllBytes(Checkpoint)), StringComparison.Ordinal);
        File.Delete(Checkpoint);
        VlmTrainer.Train(s_encoder, s_rendering, s_series, Training("adapters") with { Steps = 2, CheckpointPath = Checkpoint, Precision = NumericPrecision.Float16 });
        Assert.Contains("\\u0022Scale\\u0022:{\\u0022Value\\u0022:65536", Encoding.Latin1.GetString(File.ReadAllBytes(Checkpoint)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NumericPrecision.Auto)]
    [InlineData((NumericPrecision)9)]
    public void Train_PrecisionThatAMachineDecides_IsRefused(NumericPrecision precision)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => VlmTrainer.Train(s_encoder, s_rendering, s_series, Training("adapters") with { Precision = precision }));
        Assert.Contains($"Precision is {precision}, Float32, BFloat16 or Float16 expected", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NumericPrecision.BFloat16)]
    [InlineData(NumericPrecision.Float16)]
    public void Train_LeavesNoTensor(NumericPrecision precision)
    {
        VlmTraining training = Dropping with { Steps = 3, RecomputesActivations = true, Precision = precision };
        VlmTraining whole = Training("everything") with { Steps = 2, ChunkSize = 5, Precision = precision };
        Assert.Equal(0, LiveTensors.CountAfter(() => VlmTrainer.Train(s_encoder, s_rendering, s_series, training)));
        Assert.Equal(0, LiveTensors.CountAfter(() => VlmTrainer.Train(s_encoder, s_rendering, s_series, whole)));
    }

    private string Checkpoint => Path.Combine(_folder.FullName, "run.safetensors");

    private static VlmTraining Dropping => Training("adapters") with
    {
        Parts = TrainableParts.Adapters(LoraOptions.Parse("v4_t4_d0.2")),
        Augmentation = new CtAugmentation(),
        Pooling = SlicePooling.GatedAttention(new PoolingTraining()),
        AverageDecay = 0.9,
        ValidateEvery = 4,
        ValidationShare = 0.2,
        ChunkSize = 3,
        Accumulation = 2,
        Steps = 8,
    };

    private static VlmTraining Training(string parts) => new()
    {
        Parts = parts switch
        {
            "adapters" => TrainableParts.Adapters(LoraOptions.Parse("v4_t4")),
            "everything" => TrainableParts.Everything(),
            "last blocks" => TrainableParts.LastBlocks(1, 1),
            "projections" => TrainableParts.Projections(),
            _ => TrainableParts.None(),
        },
        Steps = 40,
        BatchSize = 8,
        LearningRate = parts is "everything" or "last blocks" ? 1e-3 : 5e-3,
        Augmentation = CtAugmentation.None,
        ValidationShare = 0,
        Seed = 2,
    };

    private static void Cancel(TrainingProgress progress, CancellationTokenSource source)
    {
        if (progress.Step == 4)
        {
            source.Cancel();
        }
    }

    private sealed class Reporter(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
