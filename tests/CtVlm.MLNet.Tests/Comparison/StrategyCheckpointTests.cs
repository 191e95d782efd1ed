using System.Globalization;
using CtVlm.MLNet.Probe;
using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Tests;

public sealed class StrategyCheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ComparisonFixture _fixture = new();
    private int _fits;

    private string FitsPath => _folder.Combine("fits.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_Again_FitsNothingAndEncodesNothing()
    {
        string first = ComparisonProbe.Describe(_fixture.Run(Settings()));
        (int fits, int slices) = (_fits, _fixture.Counter.Slices);
        StrategyExperimentResult second = _fixture.Run(Settings());
        Assert.Equal(first, ComparisonProbe.Describe(second));
        Assert.Equal((fits, slices, 0), (_fits, _fixture.Counter.Slices, second.EmbeddingPasses));
    }

    [Fact]
    public void Run_AfterCancellation_GoesOnWhereItWas()
    {
        string whole = ComparisonProbe.Describe(_fixture.Run(Settings() with { CheckpointFolder = null }));
        int fits = _fits;
        _fits = 0;
        using CancellationTokenSource stop = new();
        _fixture.Monitor.AfterCompleted = stop.Cancel;
        _fixture.RunUntil(Settings(), stop.Token);
        Assert.InRange(_fits, 1, fits - 1);
        _fixture.Monitor.AfterCompleted = null;
        Assert.Equal(whole, ComparisonProbe.Describe(_fixture.Run(Settings())));
        Assert.Equal(fits, _fits);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public void Run_LastLineCutShort_IsMadeAgain(int missing)
    {
        string whole = ComparisonProbe.Describe(_fixture.Run(Settings()));
        int fits = _fits;
        byte[] bytes = File.ReadAllBytes(FitsPath);
        File.WriteAllBytes(FitsPath, bytes[..^missing]);
        Assert.Equal(whole, ComparisonProbe.Describe(_fixture.Run(Settings())));
        Assert.Equal(fits + 1, _fits);
        Assert.Equal(fits, File.ReadLines(FitsPath).Distinct().Count());
    }

    [Fact]
    public void Run_DamagedLine_IsMadeAgain()
    {
        string whole = ComparisonProbe.Describe(_fixture.Run(Settings()));
        int fits = _fits;
        string text = File.ReadAllText(FitsPath);
        File.WriteAllText(FitsPath, text.Replace("\"fold\":1", "\"fold\":2", StringComparison.Ordinal));
        Assert.Equal(whole, ComparisonProbe.Describe(_fixture.Run(Settings())));
        Assert.InRange(_fits, fits + 1, 2 * fits);
    }

    [Fact]
    public void Run_OtherSettings_AreRefused()
    {
        _fixture.Run(Settings());
        Refused(Settings() with { Seed = 2 }, "the settings differ");
        Refused(Settings() with { Space = StrategySpace.Of(_fixture.Strategy(pooling: SlicePooling.Max())) }, "the strategies differ");
        Refused(Settings() with { PatientColumnName = null, RowsAreIndependent = true }, "the settings and the labels, patients or reports of the data differ");
    }

    [Fact]
    public void Run_LimitsAndMonitor_MayChange()
    {
        _fixture.Run(Settings());
        int fits = _fits;
        _fixture.Run(Settings() with { MaxParallelFits = 2, MaxExperimentTime = TimeSpan.FromHours(1), Monitor = null, ConfidenceLevel = 0.9 });
        Assert.Equal(fits, _fits);
    }

    [Fact]
    public void Run_FolderInUse_IsRefused()
    {
        _fixture.Run(Settings());
        using FileStream other = new(FitsPath, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Refused(Settings(), "is in use by another run");
    }

    [Fact]
    public void Run_Failure_IsKeptToo()
    {
        StrategyTrainer broken = StrategyTrainer.From("broken", _ =>
        {
            _fits++;
            throw new InvalidOperationException("This trainer is broken.");
        });
        StrategyExperimentSettings settings = _fixture.Settings(_fixture.Strategy(broken), _fixture.Strategy()) with { CheckpointFolder = _folder.Path };
        _fixture.Run(settings);
        int fits = _fits;
        Assert.Equal(StrategyRunStatus.Failed, _fixture.Run(settings).RunDetails[0].Status);
        Assert.Equal(fits, _fits);
    }

    [Fact]
    public void Files_HoldNoIdentity()
    {
        _fixture.Run(Settings() with { ReportColumnName = "Report" });
        string text = string.Concat(Directory.EnumerateFiles(_folder.Path).Select(File.ReadAllText));
        for (int patient = 0; patient < ComparisonFixture.Patients; patient++)
        {
            Assert.DoesNotContain(string.Create(CultureInfo.InvariantCulture, $"P{patient:D3}"), text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("patient number", text, StringComparison.Ordinal);
    }

    private StrategyExperimentSettings Settings() => _fixture.Settings(
        [.. new[] { 1.0, 10 }.Select(l2 => _fixture.Strategy(StrategyTrainer.From($"l2={l2}", ml =>
        {
            _fits++;
            return StrategyTrainer.LbfgsMaximumEntropy(l2).Create(ml);
        })))]) with
    { NestedFolds = 2, CheckpointFolder = _folder.Path };

    private void Refused(StrategyExperimentSettings settings, string reason)
    {
        var failure = Assert.Throws<InvalidOperationException>(() => _fixture.Run(settings));
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }
}
