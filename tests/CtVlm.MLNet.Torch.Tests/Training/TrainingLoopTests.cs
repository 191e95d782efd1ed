using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>What the loop promises: the same bits after a stop, one whole checkpoint at any moment, and a clear end when numbers fail.</summary>
public sealed class TrainingLoopTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Run_Line_IsFound()
    {
        using LineTask task = new();
        TrainingReport report = TrainingLoop.Run(task, Settings(400) with { Schedule = LearningRateSchedule.WarmUpCosine(0.05, 10, 400) }, Token);
        Assert.Equal(400, report.Losses.Count);
        Assert.All(task.Values, value => Assert.Equal(1, value, 0.02));
    }

    [Theory]
    [InlineData(1, nameof(UpdatePath.Memory))]
    [InlineData(6, nameof(UpdatePath.Memory))]
    [InlineData(10, nameof(UpdatePath.Memory))]
    [InlineData(1, nameof(UpdatePath.Tensors))]
    [InlineData(6, nameof(UpdatePath.Tensors))]
    public void Run_StoppedAndGoneOn_GivesTheSameBits(int stopAt, string path)
    {
        TrainingLoopSettings settings = Settings(15) with { Accumulation = 2, AverageDecay = 0.8, GreatestGradient = 0.5, CheckpointEvery = 4, Path = Enum.Parse<UpdatePath>(path) };
        using LineTask whole = new();
        TrainingReport expected = TrainingLoop.Run(whole, settings, Token);

        using CancellationTokenSource stop = new();
        using LineTask stopped = new() { Before = step => Cancel(step, stopAt, stop) };
        TrainingLoopSettings kept = settings with { CheckpointPath = CheckpointPath };
        Assert.Throws<OperationCanceledException>(() => TrainingLoop.Run(stopped, kept, stop.Token));
        using LineTask resumed = new();
        TrainingReport report = TrainingLoop.Run(resumed, kept, Token);
        Assert.Equal(stopAt + 1, report.ResumedFrom);
        Assert.Equal(expected.Losses, report.Losses);
        Assert.Equal(whole.Values, resumed.Values);
    }

    [Theory]
    [InlineData(nameof(UpdatePath.Memory), nameof(UpdatePath.Tensors))]
    [InlineData(nameof(UpdatePath.Tensors), nameof(UpdatePath.Memory))]
    public void Run_GoneOnInTheOtherPlace_GivesTheSameButForRoundings(string from, string to)
    {
        TrainingLoopSettings settings = Settings(15) with { AverageDecay = 0.8, GreatestGradient = 0.5 };
        using LineTask whole = new();
        TrainingReport expected = TrainingLoop.Run(whole, settings, Token);
        using CancellationTokenSource stop = new();
        using LineTask stopped = new() { Before = step => Cancel(step, 7, stop) };
        TrainingLoopSettings kept = settings with { CheckpointPath = CheckpointPath };
        Assert.Throws<OperationCanceledException>(() => TrainingLoop.Run(stopped, kept with { Path = Enum.Parse<UpdatePath>(from) }, stop.Token));
        using LineTask resumed = new();
        TrainingReport report = TrainingLoop.Run(resumed, kept with { Path = Enum.Parse<UpdatePath>(to) }, Token);
        Assert.Equal(8, report.ResumedFrom);

        // Fifteen steps of a few roundings each, of numbers no greater than 2.
        Assert.Equal(expected.Losses, report.Losses, (a, b) => Math.Abs(a - b) <= 1e-5);
        Assert.Equal(whole.Values, resumed.Values, (a, b) => Math.Abs(a - b) <= 1e-5);
    }

    [Fact]
    public void Run_GoneOnFromAnOlderCheckpoint_GivesTheSameBits()
    {
        TrainingLoopSettings settings = Settings(12) with { CheckpointPath = CheckpointPath, CheckpointEvery = 5 };
        using LineTask broken = new() { Before = step => Throw(step, 8) };
        Assert.Throws<IOException>(() => TrainingLoop.Run(broken, settings, Token));
        using LineTask resumed = new();
        TrainingReport report = TrainingLoop.Run(resumed, settings, Token);
        using LineTask whole = new();
        TrainingReport expected = TrainingLoop.Run(whole, Settings(12), Token);
        Assert.Equal(5, report.ResumedFrom);
        Assert.Equal(expected.Losses, report.Losses);
        Assert.Equal(whole.Values, resumed.Values);
    }

    [Fact]
    public void Run_FinishedRun_IsNotRunAgain()
    {
        TrainingLoopSettings settings = Settings(7) with { CheckpointPath = CheckpointPath };
        using LineTask first = new();
        TrainingLoop.Run(first, settings, Token);
        using LineTask second = new() { Before = _ => Assert.Fail("A step was made.") };
        TrainingReport report = TrainingLoop.Run(second, settings, Token);
        Assert.Equal(7, report.ResumedFrom);
        Assert.Equal(first.Values, second.Values);
    }

    [Fact]
    public void Run_CheckpointOfAnotherRun_IsRefused()
    {
        using LineTask task = new();
        TrainingLoop.Run(task, Settings(3) with { CheckpointPath = CheckpointPath }, Token);
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => TrainingLoop.Run(task, Settings(3) with { CheckpointPath = CheckpointPath, Seed = 2 }, Token));
        Assert.Contains("seed 1", e.Message, StringComparison.Ordinal);
        Assert.Contains("seed 2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_DamagedCheckpoint_IsRefused()
    {
        TrainingLoopSettings settings = Settings(3) with { CheckpointPath = CheckpointPath };
        using LineTask task = new();
        TrainingLoop.Run(task, settings, Token);
        byte[] bytes = File.ReadAllBytes(CheckpointPath);
        File.WriteAllBytes(CheckpointPath, bytes[..^9]);
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => TrainingLoop.Run(task, settings, Token));
        Assert.Contains(CheckpointPath, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_CheckpointThatCannotBeWritten_LeavesTheLastGoodOne()
    {
        TrainingLoopSettings settings = Settings(9) with { CheckpointPath = CheckpointPath, CheckpointEvery = 3 };
        using LineTask task = new() { Before = step => PutAside(step, 4) };
        Assert.Throws<IOException>(() => TrainingLoop.Run(task, settings, Token));
        Directory.Delete(CheckpointPath);
        Assert.Empty(_folder.GetFiles("*.partial"));
        File.Move(Kept, CheckpointPath);
        using LineTask resumed = new();
        Assert.Equal(3, TrainingLoop.Run(resumed, settings, Token).ResumedFrom);
    }

    [Fact]
    public void Run_LossThatIsNoNumber_StopsWithTheLastGoodState()
    {
        TrainingLoopSettings settings = Settings(9) with { CheckpointPath = CheckpointPath };
        using LineTask task = new() { BreaksAt = 4 };
        TrainingDivergedException e = Assert.Throws<TrainingDivergedException>(() => TrainingLoop.Run(task, settings, Token));
        Assert.Equal(4, e.Step);
        Assert.Contains("step 5 of 9", e.Message, StringComparison.Ordinal);
        using LineTask four = new();
        TrainingLoop.Run(four, Settings(4), Token);
        Assert.Equal(four.Values, task.Values);
        using LineTask resumed = new();
        Assert.Equal(4, TrainingLoop.Run(resumed, settings, Token).ResumedFrom);
    }

    [Fact]
    public void Run_MetricThatGetsNoBetter_StopsAndGivesTheBest()
    {
        using LineTask task = new() { Metrics = new Queue<double>([0.5, 0.7, 0.6, 0.7, 0.9]) };
        TrainingReport report = TrainingLoop.Run(task, Settings(50) with { ValidateEvery = 2, Patience = 2 }, Token);
        Assert.True(report.HasStoppedEarly);
        Assert.Equal([2, 4, 6, 8], report.ValidatedSteps);
        Assert.Equal(4, report.BestStep);
        using LineTask four = new();
        TrainingLoop.Run(four, Settings(4), Token);
        Assert.Equal(four.Values, task.Values);
    }

    [Fact]
    public void Run_AverageDecay_GivesTheRunningMean()
    {
        float[] mean = new float[6];
        for (int steps = 1; steps <= 6; steps++)
        {
            using LineTask each = new();
            TrainingLoop.Run(each, Settings(steps), Token);
            float[] values = each.Values;
            for (int i = 0; i < mean.Length; i++)
            {
                mean[i] = (0.75f * mean[i]) + (0.25f * values[i]);
            }
        }

        using LineTask task = new();
        TrainingLoop.Run(task, Settings(6) with { AverageDecay = 0.75 }, Token);
        Assert.Equal(mean, task.Values, (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Run_Progress_CountsItemsAndTime()
    {
        List<TrainingProgress> seen = [];
        using LineTask task = new();
        TrainingLoop.Run(task, Settings(5) with { Accumulation = 2, Progress = new Reporter(seen.Add) }, Token);
        Assert.Equal([1, 2, 3, 4, 5], seen.Select(p => p.Step));
        Assert.All(seen, p => Assert.True(p.ItemsPerSecond > 0));
        Assert.Equal(TimeSpan.Zero, seen[^1].Remaining);
    }

    [Theory]
    [InlineData(nameof(UpdatePath.Memory))]
    [InlineData(nameof(UpdatePath.Tensors))]
    public void Run_ManySteps_LeaveNoTensor(string path)
    {
        using LineTask task = new();
        Assert.Equal(0, LiveTensors.CountAfter(() => TrainingLoop.Run(task, Settings(50) with { AverageDecay = 0.5, Path = Enum.Parse<UpdatePath>(path) }, Token)));
    }

    [Fact]
    public void Run_MeasurementThatIsNoNumber_StopsWithTheMovingParameters()
    {
        using LineTask task = new() { Metrics = new Queue<double>([0.5, double.NaN]) };
        TrainingDivergedException e = Assert.Throws<TrainingDivergedException>(() => TrainingLoop.Run(task, Settings(50) with { ValidateEvery = 2, AverageDecay = 0.5 }, Token));
        using LineTask four = new();
        TrainingLoop.Run(four, Settings(4), Token);
        Assert.Equal(4, e.Step);
        Assert.Equal(four.Values, task.Values);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string CheckpointPath => Path.Combine(_folder.FullName, "run.safetensors");

    private string Kept => CheckpointPath + ".kept";

    private static TrainingLoopSettings Settings(int steps) => new() { Steps = steps, Schedule = new LearningRateSchedule(0.05) };

    private static void Cancel(int step, int at, CancellationTokenSource source)
    {
        if (step == at)
        {
            source.Cancel();
        }
    }

    private static void Throw(int step, int at)
    {
        if (step == at)
        {
            throw new IOException("Planted.");
        }
    }

    // A folder in the file's place cannot be written over.
    private void PutAside(int step, int at)
    {
        if (step == at)
        {
            File.Move(CheckpointPath, Kept);
            Directory.CreateDirectory(CheckpointPath);
        }
    }

    private sealed class Reporter(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
