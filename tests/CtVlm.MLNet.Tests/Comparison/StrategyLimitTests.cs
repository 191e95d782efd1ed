using System.Diagnostics;
using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Trainers;

namespace CtVlm.MLNet.Tests;

/// <summary>How experiments end early.</summary>
public sealed class StrategyLimitTests
{
    [Fact]
    public void Run_CancelledWhileEmbedding_StopsWithinOneBatch()
    {
        using CancellationTokenSource stop = new();
        ComparisonFixture fixture = new(new CtRuntimeOptions { BatchSize = 2 }) { Counter = new CountingEncoder { BeforeCall = stop.Cancel } };
        Assert.ThrowsAny<OperationCanceledException>(() => fixture.RunUntil(fixture.Settings(fixture.Strategy()), stop.Token));
        Assert.Equal(1, fixture.Counter.Calls);
    }

    [Fact]
    public void Run_CancelledAfterAStrategy_GivesWhatIsFinished()
    {
        using CancellationTokenSource stop = new();
        ComparisonFixture fixture = new();
        fixture.Monitor.AfterCompleted = stop.Cancel;
        StrategyExperimentResult result = fixture.RunUntil(
            fixture.Settings(fixture.Strategy(), fixture.Strategy(projection: EmbeddingProjection.Pca(3))) with { RefitsBest = true }, stop.Token);
        Assert.Equal(StrategyStopReason.Cancelled, result.StopReason);
        Assert.Equal(1, result.RunDetails.Count(r => r.Status == StrategyRunStatus.Completed));
        Assert.Equal(1, result.RunDetails.Count(r => r.Status == StrategyRunStatus.NotRun));
        Assert.Null(result.Model);
        Assert.Contains("The run ended early (Cancelled): 1 of 2", result.Statement, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_CancelledInAFit_StopsTheTrainer()
    {
        using CancellationTokenSource stop = new();
        ComparisonFixture fixture = new();
        StrategyTrainer endless = StrategyTrainer.From("endless", ml =>
        {
            stop.CancelAfter(TimeSpan.FromMilliseconds(50));
            return ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(new SdcaMaximumEntropyMulticlassTrainer.Options
            {
                MaximumNumberOfIterations = 10_000_000,
                ConvergenceCheckFrequency = 10_000_001,
                NumberOfThreads = 1,
            });
        });
        Stopwatch watch = Stopwatch.StartNew();
        Assert.ThrowsAny<OperationCanceledException>(() => fixture.RunUntil(fixture.Settings(fixture.Strategy(endless)), stop.Token));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"It took {watch.Elapsed}.");
        Assert.Empty(fixture.Monitor.Failed);
    }

    [Fact]
    public void Run_TimeIsUpBeforeAnyStrategy_SaysSo()
    {
        ComparisonFixture fixture = new() { Counter = new CountingEncoder { Delay = TimeSpan.FromMilliseconds(30) } };
        var failure = Assert.Throws<TimeoutException>(() => fixture.Run(fixture.Settings(fixture.Strategy()) with { MaxExperimentTime = TimeSpan.FromMilliseconds(20) }));
        Assert.Contains("the time limit was reached before any strategy was through", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_TimeIsUpAfterAStrategy_RefitsTheBestOfThoseFinished()
    {
        ComparisonFixture fixture = new();
        fixture.Run(fixture.Settings(fixture.Strategy())); // Loads what is loaded once a process.
        fixture.Monitor.AfterCompleted = () => Thread.Sleep(TimeSpan.FromSeconds(4));
        StrategyExperimentResult result = fixture.Run(fixture.Settings(fixture.Strategy(), fixture.Strategy(projection: EmbeddingProjection.Pca(3))) with
        {
            MaxExperimentTime = TimeSpan.FromSeconds(4),
            RefitsBest = true,
        });
        Assert.Equal(StrategyStopReason.TimeLimit, result.StopReason);
        Assert.NotNull(result.Model);
    }

    [Fact]
    public void Run_MoreMemoryThanAllowed_SaysSo()
    {
        ComparisonFixture fixture = new();
        var failure = Assert.Throws<TimeoutException>(() => fixture.Run(fixture.Settings(fixture.Strategy()) with { MaximumMemoryUsageInMegaByte = 1 }));
        Assert.Contains("the memory limit was reached", failure.Message, StringComparison.Ordinal);
    }
}
