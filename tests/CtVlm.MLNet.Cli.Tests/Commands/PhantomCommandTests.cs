using System.Text.Json;
using CtVlm.MLNet.Testing;

namespace CtVlm.MLNet.Cli.Tests;

public class PhantomCommandTests
{
    [Fact]
    public async Task Run_ThenInspect_FindsEverySeriesOfStudiesCsv()
    {
        using TemporaryFolder folder = new();
        string cohort = folder.Combine("cohort");
        await ToolRun.SucceedAsync("phantom", cohort, "--patients", "3", "--seed", "4", "--size", "32", "--slices", "6", "--transfer-syntax", "ImplicitVRLittleEndian");
        string[] rows = File.ReadAllLines(Path.Combine(cohort, "studies.csv"));
        Assert.Equal("series_path,patient_id,severity,report", rows[0]);

        ToolRun inspect = await ToolRun.SucceedAsync("inspect", "--json", cohort);
        JsonElement[] series = [.. inspect.Json().GetProperty("series").EnumerateArray()];
        StudyTable table = StudiesCsv.Read(Path.Combine(cohort, "studies.csv"));
        Assert.Equal(table.Studies.Count, series.Length);
        Assert.All(series, one =>
        {
            Assert.Equal("1.2.840.10008.1.2", one.GetProperty("transferSyntax").GetString());
            Assert.Equal([6, 32, 32], new[] { "slices", "rows", "columns" }.Select(name => one.GetProperty(name).GetInt32()));
            Assert.Equal("axial", one.GetProperty("orientation").GetString());
        });
        Assert.DoesNotContain("Phantom^", inspect.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FolderThatIsNotEmpty_EndsWith1()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.Combine("mine.txt"), "keep");
        ToolRun run = await ToolRun.RunAsync("phantom", folder.Path, "--patients", "1");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("not empty", run.Error, StringComparison.Ordinal);
    }
}
