using System.Diagnostics;
using System.Text.Json;
using CtVlm.MLNet.Testing;

namespace CtVlm.MLNet.Cli.Tests;

public sealed class CompareCommandTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();

    private string Out => _folder.Combine("report");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_PhantomCohort_WritesReportResultsAndModel()
    {
        ToolRun run = await ToolRun.SucceedAsync([.. Arguments(Out), "--pool", "gatedattention:hidden=4", "--label", "severity", "--model", _folder.Combine("m.zip"), "--json"]);
        JsonElement json = run.Json();
        Assert.Equal(4, json.GetProperty("leaderboard").GetArrayLength());
        Assert.All(json.GetProperty("leaderboard").EnumerateArray(), row => Assert.Equal("completed", row.GetProperty("status").GetString()));
        Assert.Equal(24, json.GetProperty("cohort").GetProperty("rows").GetInt32());
        Assert.Empty(json.GetProperty("leaks").EnumerateArray());
        Assert.Empty(json.GetProperty("warnings").EnumerateArray());
        Assert.Equal(run.Out.TrimEnd(), (await File.ReadAllTextAsync(Path.Combine(Out, "results.json"), TestContext.Current.CancellationToken)).TrimEnd());
        string html = await File.ReadAllTextAsync(Path.Combine(Out, "report.html"), TestContext.Current.CancellationToken);
        Assert.EndsWith("</html>\n", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http:", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("https:", html, StringComparison.OrdinalIgnoreCase);
        string text = System.Text.RegularExpressions.Regex.Replace(html, "base64,[A-Za-z0-9+/=]+", "");
        Assert.DoesNotContain(TestCohort.Shared.Folder, text, StringComparison.Ordinal);
        Assert.All(TestCohort.Shared.Rows(new(seed: 1)), row => Assert.DoesNotContain(row.PatientId, text, StringComparison.Ordinal));
        ToolRun predicted = await ToolRun.SucceedAsync("predict", _folder.Combine("m.zip"), TestCohort.Shared.CsvPath, "--json", "--cache", "none");
        Assert.All(predicted.Json().GetProperty("predictions").EnumerateArray(), p => Assert.Matches("^[012]$", p.GetProperty("label").GetString()!));
    }

    [Fact]
    public async Task Run_AgainWithTheSameArguments_MakesNoFitAnew_WithOthersIsRefused()
    {
        await ToolRun.SucceedAsync(Arguments(Out));
        byte[] fits = await File.ReadAllBytesAsync(Path.Combine(Out, "checkpoint", "fits.jsonl"), TestContext.Current.CancellationToken);
        await ToolRun.SucceedAsync(Arguments(Out));
        Assert.Equal(fits, await File.ReadAllBytesAsync(Path.Combine(Out, "checkpoint", "fits.jsonl"), TestContext.Current.CancellationToken));
        ToolRun other = await ToolRun.RunAsync([.. Arguments(Out), "--seed", "2"]);
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("the settings differ", other.Error, StringComparison.Ordinal);
        Assert.Contains("--resume none", other.Error, StringComparison.Ordinal);
        Assert.Empty(other.Out);
    }

    [Fact]
    public async Task Process_Killed_GoesOnAndFindsTheSame()
    {
        string[] whole = await LeaderboardAsync(_folder.Combine("whole"));
        string fits = Path.Combine(Out, "checkpoint", "fits.jsonl");
        using (Process process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ctvlm.dll"), .. Arguments(Out)]) { RedirectStandardOutput = true, RedirectStandardError = true })!)
        {
            Stopwatch watch = Stopwatch.StartNew();
            while (!process.HasExited && !(File.Exists(fits) && new FileInfo(fits).Length > 0))
            {
                Assert.True(watch.Elapsed < Patience, "The process makes no fits.");
                await Task.Delay(1, TestContext.Current.CancellationToken);
            }

            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.NotEmpty(await File.ReadAllBytesAsync(fits, TestContext.Current.CancellationToken));
        Assert.Equal(whole, await LeaderboardAsync(Out));
    }

    [Fact]
    public async Task Run_BadSeriesAndLabelsInWords_AreLeftOutAndSaid()
    {
        IReadOnlyList<CtStudy> studies = TestCohort.Shared.Rows(new(seed: 1));
        string csv = _folder.Combine("words.csv");
        await File.WriteAllLinesAsync(
            csv,
            ["series_path,patient_id,grade", .. studies.Select(s => $"{s.SeriesPath},{s.PatientId},{(s.Severity > 0 ? "ill" : "well")}"), "missing,PX,ill", $"{studies[0].SeriesPath},PY,"],
            TestContext.Current.CancellationToken);
        string[] arguments = [.. Arguments(Out, csv), "--label", "grade", "--json"];
        ToolRun run = await ToolRun.SucceedAsync(arguments);
        JsonElement cohort = run.Json().GetProperty("cohort");
        Assert.Equal((1, 1), (cohort.GetProperty("failedSeriesRows").GetInt32(), cohort.GetProperty("missingLabelRows").GetInt32()));
        Assert.Equal(["ill", "well"], cohort.GetProperty("classNames").EnumerateArray().Select(name => name.GetString()));
        Assert.Contains("1 labelled rows were left out", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await ToolRun.RunAsync([.. arguments, "--strict"])).ExitCode);
        ToolRun wrong = await ToolRun.RunAsync([.. Arguments(Out, csv), "--label", "stage"]);
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("has no column 'stage' to take classes from. There are: severity, grade.", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NoSeriesCanBeRead_NamesNoSeriesAndNoPatient()
    {
        string csv = _folder.Combine("gone.csv");
        await File.WriteAllLinesAsync(csv, ["series_path,patient_id,severity", "gone-a,PlantedOne,0", "gone-b,PlantedTwo,1"], TestContext.Current.CancellationToken);
        ToolRun run = await ToolRun.RunAsync(Arguments(Out, csv));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("none of the 2 labelled series can be embedded", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("gone-", run.Error + run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Planted", run.Error + run.Out, StringComparison.Ordinal);
    }

    private static string[] Arguments(string output, string? cohort = null) =>
    [
        "compare", cohort ?? TestCohort.Shared.CsvPath, "--encoder", "seed:5", "--render", "EnterographyRgb:slices=3", "--pool", "mean", "--project", "standardized", "--project", "pca:components=3",
        "--folds", "2", "--nested", "0", "--cache", "none", "--out", output,
    ];

    // Everything but the seconds.
    private static async Task<string[]> LeaderboardAsync(string output)
    {
        ToolRun run = await ToolRun.SucceedAsync([.. Arguments(output), "--json"]);
        return [.. run.Json().GetProperty("leaderboard").EnumerateArray().Select(row => string.Join('|', row.EnumerateObject().Where(p => p.Name != "fitSeconds").Select(p => $"{p.Name}={p.Value}")))];
    }
}
