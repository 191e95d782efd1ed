namespace CtVlm.MLNet.Torch.Tests;

/// <summary>The loop with a loss scale: it skips and recovers, goes on after a stop, and ends where no scale helps.</summary>
public sealed class ScaledLoopTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Run_NothingOverflows_GivesTheBitsOfTheUnscaled()
    {
        TrainingLoopSettings settings = Settings(12) with { Accumulation = 2, GreatestGradient = 0.5, AverageDecay = 0.8 };
        using LineTask plain = new(), scaled = new();
        TrainingReport expected = TrainingLoop.Run(plain, settings, Token), report = TrainingLoop.Run(scaled, settings with { LossScaling = new LossScaling() }, Token);
        Assert.Equal(expected.Losses, report.Losses);
        Assert.Equal(plain.Values, scaled.Values);
        Assert.Equal(0, report.SkippedSteps);
    }

    [Fact]
    public void Run_OverflowsAtKnownSteps_SkipsHalvesAndRecovers()
    {
        List<TrainingProgress> seen = [];
        List<float[]> values = [];
        using LineTask task = new() { OverflowsAt = [2, 3, 7] };
        TrainingReport report = TrainingLoop.Run(task, Settings(12) with { Progress = new Reporter(p => Note(p)), LossScaling = new LossScaling { GrowthInterval = 4 } }, Token);
        Assert.Equal([65536, 65536, 32768, 16384, 16384, 16384, 16384, 8192, 8192, 8192, 8192, 16384], seen.Select(p => p.LossScale));
        Assert.Equal([0, 0, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3], seen.Select(p => p.SkippedSteps));
        Assert.Equal([2, 3, 7], seen.Index().Where(p => !double.IsFinite(p.Item.GradientLength)).Select(p => p.Index));
        Assert.Equal([2, 3, 7], values.Index().Skip(1).Where(v => v.Item.SequenceEqual(values[v.Index - 1])).Select(v => v.Index));
        Assert.Equal(3, report.SkippedSteps);
        Assert.Equal(12, report.Losses.Count);
        Assert.All(report.Losses, loss => Assert.True(double.IsFinite(loss)));

        void Note(TrainingProgress progress)
        {
            seen.Add(progress);
            values.Add(task.Values);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(9)]
    public void Run_StoppedAmongOverflows_GivesTheSameBits(int stopAt)
    {
        TrainingLoopSettings settings = Settings(14) with { AverageDecay = 0.8, CheckpointEvery = 3, LossScaling = new LossScaling { GrowthInterval = 3 } };
        using LineTask whole = new() { OverflowsAt = [2, 3, 7] };
        TrainingReport expected = TrainingLoop.Run(whole, settings, Token);

        using CancellationTokenSource stop = new();
        TrainingLoopSettings kept = settings with { CheckpointPath = Path.Combine(_folder.FullName, "run.safetensors") };
        using LineTask stopped = new() { OverflowsAt = [2, 3, 7] };
        Assert.Throws<OperationCanceledException>(() => TrainingLoop.Run(stopped, kept with { Progress = new Reporter(p => Cancel(p, stopAt, stop)) }, stop.Token));
        List<double> scales = [];
        using LineTask resumed = new() { OverflowsAt = [2, 3, 7] };
        TrainingReport report = TrainingLoop.Run(resumed, kept with { Progress = new Reporter(p => scales.Add(p.LossScale)) }, Token);
        Assert.Equal(stopAt, report.ResumedFrom);
        Assert.Equal(expected.Losses, report.Losses);
        Assert.Equal(whole.Values, resumed.Values);
        Assert.Equal(3, report.SkippedSteps);
        Assert.Equal(new[] { 65536.0, 65536, 32768, 16384, 16384, 16384, 32768, 16384, 16384, 16384, 32768, 32768, 32768, 65536 }.Skip(stopAt), scales);
    }

    [Fact]
    public void Run_OverflowAtEveryScale_EndsAsDivergence()
    {
        string checkpoint = Path.Combine(_folder.FullName, "run.safetensors");
        using LineTask task = new() { OverflowsAt = [.. Enumerable.Range(2, 50)] };
        TrainingDivergedException e = Assert.Throws<TrainingDivergedException>(() => TrainingLoop.Run(task, Settings(40) with { LossScaling = new LossScaling(), CheckpointPath = checkpoint }, Token));

        // Two steps, sixteen halvings, and the step at a scale of 1.
        Assert.Equal(18, e.Step);
        Assert.Contains("step 19 of 40: the gradient's length is", e.Message, StringComparison.Ordinal);
        Assert.Contains("BFloat16", e.Message, StringComparison.Ordinal);
        using LineTask two = new();
        TrainingLoop.Run(two, Settings(2), Token);
        Assert.Equal(two.Values, task.Values);
        Assert.True(File.Exists(checkpoint));
    }

    [Fact]
    public void Run_LossThatIsNoNumber_EndsWhateverTheScale()
    {
        using LineTask task = new() { BreaksAt = 3 };
        TrainingDivergedException e = Assert.Throws<TrainingDivergedException>(() => TrainingLoop.Run(task, Settings(9) with { LossScaling = new LossScaling() }, Token));
        Assert.Equal(3, e.Step);
        Assert.Contains("the loss is NaN", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_CheckpointOfAnUnscaledRun_IsRefused()
    {
        TrainingLoopSettings settings = Settings(3) with { CheckpointPath = Path.Combine(_folder.FullName, "run.safetensors") };
        using LineTask task = new();
        TrainingLoop.Run(task, settings, Token);
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => TrainingLoop.Run(task, settings with { LossScaling = new LossScaling() }, Token));
        Assert.Contains("loss scale 65536", e.Message, StringComparison.Ordinal);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static TrainingLoopSettings Settings(int steps) => new() { Steps = steps, Schedule = LearningRateSchedule.WarmUpCosine(0.05, 2, steps) };

    private static void Cancel(TrainingProgress progress, int at, CancellationTokenSource source)
    {
        if (progress.Step == at)
        {
            source.Cancel();
        }
    }

    private sealed class Reporter(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
