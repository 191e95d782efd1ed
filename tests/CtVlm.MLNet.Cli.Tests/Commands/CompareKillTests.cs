using System.Diagnostics;
using System.Text.Json.Nodes;
using CtVlm.MLNet.Testing;

namespace CtVlm.MLNet.Cli.Tests;

/// <summary>A comparison that is killed again and again while it makes fits, and called again, writes what an uninterrupted one writes.</summary>
public sealed class CompareKillTests : IDisposable
{
    private const int Kills = 10;
    private const int Folds = 3;
    private const int NestedFolds = 2;
    private const int Strategies = 16;
    private const int Fits = Strategies * (Folds + (Folds * NestedFolds));

    // With what is made between the last look and the death, ten kills stay well below all fits.
    private const int MostFitsARun = Fits / (Kills + 4);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();

    private string Killed => _folder.Combine("killed");

    private string KilledFits => FitsPath(Killed);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Process_KilledTenTimesWhileItFits_WritesTheSameAndLosesOrDoublesNoFit()
    {
        string whole = _folder.Combine("whole");
        await ToolRun.SucceedAsync(Arguments(whole));
        long bytesOfAFit = new FileInfo(FitsPath(whole)).Length / Fits;
        Random random = new(11);
        List<int> fitsAtDeath = [0];
        for (int kill = 0; kill < Kills; kill++)
        {
            fitsAtDeath.Add(await KillAfterAsync(random.Next(MostFitsARun) * bytesOfAFit, TimeSpan.FromMilliseconds(20 * random.NextDouble())));
        }

        // Each death fell among the fits: after some of its own run, before the last of all.
        Assert.True(
            fitsAtDeath.Zip(fitsAtDeath.Skip(1)).All(pair => pair.First < pair.Second) && fitsAtDeath[^1] < Fits,
            $"Kills came after {string.Join(", ", fitsAtDeath.Skip(1))} of {Fits} fits.");
        Assert.False(File.Exists(ResultsPath(Killed)));
        await ToolRun.SucceedAsync(Arguments(Killed));
        Assert.Equal(Results(whole), Results(Killed));
        Assert.Equal(FitsOf(whole), FitsOf(Killed));
        Assert.Equal(Fits, File.ReadLines(KilledFits).Count());
    }

    private static string[] Arguments(string output) =>
    [
        "compare", TestCohort.Shared.CsvPath, "--encoder", "seed:5", "--render", "EnterographyRgb:slices=3", "--pool", "mean", "--pool", "max", "--pool", "meanstd", "--pool", "gatedattention:hidden=4",
        "--project", "standardized", "--project", "pca:components=3", "--trainer", "lbfgs", "--trainer", "sdca:l2=0.1", "--folds", $"{Folds}", "--nested", $"{NestedFolds}", "--cache", "none", "--out", output,
    ];

    private static string FitsPath(string output) => Path.Combine(output, "checkpoint", "fits.jsonl");

    private static string ResultsPath(string output) => Path.Combine(output, "results.json");

    // Everything but times.
    private static string Results(string output)
    {
        JsonNode results = JsonNode.Parse(File.ReadAllText(ResultsPath(output)))!;
        Assert.True(results["cohort"]!.AsObject().Remove("embeddingSeconds"));
        Assert.All(results["leaderboard"]!.AsArray(), row => Assert.True(row!.AsObject().Remove("fitSeconds")));
        return results.ToJsonString();
    }

    // Every fit that is kept, without its time and the hash that covers it; in an order of their own.
    private static string[] FitsOf(string output)
    {
        const int HashAndSpace = 17;
        return [.. File.ReadLines(FitsPath(output)).Select(line =>
        {
            JsonObject fit = JsonNode.Parse(line[HashAndSpace..])!.AsObject();
            Assert.True(fit.Remove("seconds"));
            return fit.ToJsonString();
        }).Order(StringComparer.Ordinal)];
    }

    // The number of fits that are kept when the process is dead. The file is locked by its writer: until then its length is all that can be seen.
    private async Task<int> KillAfterAsync(long bytes, TimeSpan delay)
    {
        long before = Length();
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ctvlm.dll"), .. Arguments(Killed)]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Stopwatch watch = Stopwatch.StartNew();
        while (Length() <= before + bytes && !process.HasExited)
        {
            Assert.True(watch.Elapsed < Patience, "The process makes no fits.");
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        await Task.Delay(delay, TestContext.Current.CancellationToken);
        Assert.False(process.HasExited, "The process ended before it was killed.");
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (await File.ReadAllBytesAsync(KilledFits, TestContext.Current.CancellationToken)).Count(b => b == (byte)'\n');
    }

    private long Length() => File.Exists(KilledFits) ? new FileInfo(KilledFits).Length : 0;
}
