using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using TorchSharp;

namespace CtVlm.MLNet.Tests;

/// <summary>A thousand steps of everything that a step can do leave nothing behind: no tensor, no managed object, no memory of the process.</summary>
[Collection(AloneCollection.Name)]
public sealed class AdaptVlmLeakTests : IDisposable
{
    private const int Steps = 1000, WarmUp = 200, HalfWay = 600;
    private const int Size = 24, Slices = 6;

    // 1 KiB a step managed; 20 KiB of the process, in which the activations of one slice would be 40.
    private const long MostManagedBytes = 400L << 10, MostProcessBytes = 8L << 20;

    private readonly TemporaryFolder _folder = new();

    public AdaptVlmLeakTests() => TorchRuntime.EnsureLoaded();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("v2_t2_d0.1", 4, false)]
    [InlineData("v2_t2_d0.1", 2, true)]
    [InlineData(null, 4, false)]
    public void Train_AThousandSteps_GrowNothing(string? adapters, int chunk, bool recomputes)
    {
        MemoryProbe probe = new();
        VlmTraining training = new()
        {
            Parts = adapters is null ? TrainableParts.Projections() : TrainableParts.Adapters(LoraOptions.Parse(adapters)),
            Loss = new VlmLoss { Contrastive = ContrastiveKind.MultiPositive, HeadWeight = 0.5, Target = PoolingTarget.Corn },
            Pooling = SlicePooling.GatedAttention(new PoolingTraining()),
            Steps = Steps,
            BatchSize = 4,
            ChunkSize = chunk,
            RecomputesActivations = recomputes,
            Accumulation = recomputes ? 2 : 1,
            AverageDecay = 0.99,
            LearningRate = 1e-4,
            ValidateEvery = 50,
            CheckpointPath = _folder.Combine("run.safetensors"),
            CheckpointEvery = 100,
            Progress = probe,
        };
        VlmEncoder encoder = VlmEncoder.FromSeed(3, new ClipEncoderSize { ImageSize = 16, PatchSize = 8, Width = 16, Layers = 2, Heads = 2, ProjectedWidth = 8 });
        long tensors = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        VlmTrainer.Train(encoder, CtRendering.SoftTissue(SliceSelection.Uniform(2)), Series(), training);
        TestContext.Current.TestOutputHelper?.WriteLine($"{WarmUp} steps: {probe.Early}; {HalfWay}: {probe.Middle}; {Steps}: {probe.Late}; tensors {string.Join(", ", probe.Tensors)}.");
        Assert.Equal(tensors, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Equal(3, probe.Tensors.Count);
        Assert.Single(probe.Tensors.Distinct());
        ProcessMemory.AssertNoGrowth(probe.Early, probe.Middle, probe.Late, MostManagedBytes, MostProcessBytes);
    }

    private static TrainingSeries[] Series() => [.. Enumerable.Range(0, 12).Select(i => new TrainingSeries(Volume(i), $"patient {i}")
    {
        Text = $"grade {i % 3} and number {i % 2}",
        PositiveKey = $"grade {i % 3}",
        Class = i % 3,
    })];

    private static CtVolume Volume(int seed)
    {
        Random random = new(seed);
        float[] hu = [.. Enumerable.Range(0, Slices * Size * Size).Select(_ => (100 * random.NextSingle()) + (50 * (seed % 3)))];
        return CtVolume.FromHu(hu, new CtGeometry([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 5, 0, 0, 0, 0, 1], [.. Enumerable.Range(0, Slices).Select(z => 5.0 * z)]), Size, Size);
    }

    /// <summary>Reads memory at three steps, on the thread that trains.</summary>
    private sealed class MemoryProbe : IProgress<TrainingProgress>
    {
        public ProcessMemory Early { get; private set; }

        public ProcessMemory Middle { get; private set; }

        public ProcessMemory Late { get; private set; }

        public List<long> Tensors { get; } = [];

        public void Report(TrainingProgress value)
        {
            if (value.Step is not (WarmUp or HalfWay or Steps))
            {
                return;
            }

            Tensors.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
            Early = value.Step == WarmUp ? ProcessMemory.Read() : Early;
            Middle = value.Step == HalfWay ? ProcessMemory.Read() : Middle;
            Late = value.Step == Steps ? ProcessMemory.Read() : Late;
        }
    }
}
