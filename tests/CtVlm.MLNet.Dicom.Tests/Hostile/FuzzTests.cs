using CtVlm.MLNet.Fuzzing;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>A short, fixed run of the fuzz targets, and every input that one of them once failed on.</summary>
public sealed class FuzzTests
{
    private const int Executions = 3000;

    /// <summary>Far above what the runs take on a busy machine; only a run without end exceeds it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static TheoryData<string> Targets => [.. FuzzTargets.Names];

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Run_MutatedInputs_AreDeliveredOrRefused(string name)
    {
        FuzzReport report = await Task.Run(() => Fuzz(name), TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.True(report.Executions > Executions, report.ToString());
        Assert.True(report.Accepted > 0 && report.Accepted < report.Executions, report.ToString());
        Assert.True(report.Findings.Count == 0, string.Join('\n', report.Findings.Select(finding => finding.Details)));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Run_FormerFindings_AreDeliveredOrRefused(string name)
    {
        foreach (string path in RepositoryFiles.Regressions(name))
        {
            Outcome outcome = await Task.Run(() => Replay(name, path), TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
            Assert.True(outcome.Failure == null, $"{path}: {outcome.Failure}");
        }
    }

    [Fact]
    public void Regressions_EveryFolder_IsOfATarget()
    {
        string[] folders = [.. Directory.GetDirectories(RepositoryFiles.Below("tests", "Hostile", "regressions")).Select(path => Path.GetFileName(path)!)];

        Assert.NotEmpty(folders);
        Assert.Subset(FuzzTargets.Names.ToHashSet(StringComparer.Ordinal), folders.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void Run_TargetThatFails_IsFoundAndMadeShort()
    {
        using FailingTarget target = new();

        FuzzReport report = new FuzzLoop(target, new FuzzOptions { MaxExecutions = 20_000 }).Run();

        Finding finding = Assert.Single(report.Findings);
        Assert.Equal(FailingTarget.Needle, finding.Input);
    }

    [Fact]
    public void Run_TargetThatAllocatesTooMuch_IsAFinding()
    {
        using GreedyTarget target = new();

        FuzzReport report = new FuzzLoop(target, new FuzzOptions { MaxExecutions = 1 }).Run();

        Assert.Contains("allocated", Assert.Single(report.Findings).Details, StringComparison.Ordinal);
    }

    private static FuzzReport Fuzz(string name)
    {
        using IFuzzTarget target = FuzzTargets.Make(name);
        return new FuzzLoop(target, new FuzzOptions { MaxExecutions = Executions }).Run();
    }

    private static Outcome Replay(string name, string path)
    {
        using IFuzzTarget target = FuzzTargets.Make(name);
        return new Executor(target, watchesTime: false).Run(File.ReadAllBytes(path));
    }

    private class FailingTarget : IFuzzTarget
    {
        public static byte[] Needle => [0xDE, 0xAD];

        public string Name => "failing";

        public int MaxInputBytes => 64;

        public IReadOnlyList<byte[]> Tokens => [Needle];

        public IEnumerable<byte[]> Seeds() => [new byte[32]];

        public virtual bool Run(byte[] input) => input.AsSpan().IndexOf(Needle) < 0 ? true : throw new IndexOutOfRangeException("found");

        public void Dispose()
        {
        }
    }

    private sealed class GreedyTarget : FailingTarget
    {
        public override bool Run(byte[] input) => new byte[FuzzLimits.AllocatedBytes + 1000].Length > 0;
    }
}
