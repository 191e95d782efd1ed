using System.Diagnostics;
using CtVlm.MLNet.Probe;
using CtVlm.MLNet.Testing;

namespace CtVlm.MLNet.Tests;

/// <summary>Runs that are killed at any moment and resumed find what an uninterrupted run finds.</summary>
public sealed class StrategyKillTests : IDisposable
{
    private const int Kills = 10;
    private const int Strategies = 12;
    private const int Fits = Strategies * (ComparisonProbe.Folds + (ComparisonProbe.Folds * ComparisonProbe.NestedFolds));

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder _folder = new();

    private string FitsPath => _folder.Combine("killed", "fits.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_KilledTenTimes_FindsTheSameAndLosesOrDoublesNoFit()
    {
        OtherProcess.Run("CtVlm.MLNet.Probe", "compare", _folder.Combine("whole"), _folder.Combine("cache-whole"), _folder.Combine("whole.txt"));
        long bytesOfAFit = new FileInfo(_folder.Combine("whole", "fits.jsonl")).Length / Fits;
        Random random = new(3);
        List<int> fitsAtDeath = [];
        for (int kill = 0; kill < Kills; kill++)
        {
            // The first dies while it embeds; the others when they have made some more fits, and up to ten milliseconds later.
            int more = kill == 0 ? 0 : random.Next(1, (Fits / Kills) + 1);
            fitsAtDeath.Add(KillAfter(more * bytesOfAFit, random.NextDouble() * 10));
        }

        OtherProcess.Run("CtVlm.MLNet.Probe", "compare", _folder.Combine("killed"), _folder.Combine("cache"), _folder.Combine("killed.txt"));
        Assert.Equal(File.ReadAllText(_folder.Combine("whole.txt")), File.ReadAllText(_folder.Combine("killed.txt")));
        string[] lines = File.ReadAllLines(FitsPath);
        Assert.Equal(Fits, lines.Length);
        Assert.Equal(Fits, lines.Select(Unit).Distinct().Count());
        Assert.True(fitsAtDeath[^1] < Fits && fitsAtDeath.Distinct().Count() > Kills / 2, $"Kills came after {string.Join(", ", fitsAtDeath)} fits.");
    }

    private static string Unit(string line) => string.Join(' ', line.Split(['{', ','], 5)[1..4]);

    // The number of fits that are kept when the process is dead.
    private int KillAfter(long bytes, double delayMs)
    {
        long target = Length() + bytes;
        using Process process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "CtVlm.MLNet.Probe.dll"), "compare", _folder.Combine("killed"), _folder.Combine("cache"), _folder.Combine("killed.txt")]))!;
        Stopwatch watch = Stopwatch.StartNew();
        while (!(bytes == 0 ? Directory.Exists(_folder.Combine("cache")) : Length() >= target) && !process.HasExited)
        {
            Assert.True(watch.Elapsed < Patience, "The process makes no fits.");
            Thread.Sleep(1);
        }

        Thread.Sleep(TimeSpan.FromMilliseconds(delayMs));
        process.Kill();
        process.WaitForExit();
        return File.Exists(FitsPath) ? File.ReadLines(FitsPath).Count() : 0;
    }

    // The file is locked by its writer: its length is all that can be seen.
    private long Length() => File.Exists(FitsPath) ? new FileInfo(FitsPath).Length : 0;
}
