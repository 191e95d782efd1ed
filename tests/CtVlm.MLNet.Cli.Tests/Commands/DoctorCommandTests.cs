using System.Text.Json;

namespace CtVlm.MLNet.Cli.Tests;

public class DoctorCommandTests
{
    [Fact]
    public async Task Json_WorkingMachine_SaysWhatIsThere()
    {
        ToolRun run = await ToolRun.RunProcessAsync("doctor", "--json");
        Assert.True(run.ExitCode == 0, run.Out + run.Error);
        JsonElement report = run.Json();
        Assert.True(report.GetProperty("isLoaded").GetBoolean());
        Assert.True(File.Exists(report.GetProperty("libtorchPath").GetString()));
        Assert.Contains("cpu", report.GetProperty("devices").EnumerateArray().Select(device => device.GetString()));
        Assert.True(report.GetProperty("threads").GetInt32() >= 1);
        Assert.Contains(report.GetProperty("readableTransferSyntaxes").EnumerateArray(), syntax => syntax.GetString()!.Contains("1.2.840.10008.1.2.1)", StringComparison.Ordinal));
        Assert.Empty(report.GetProperty("problems").EnumerateArray());
    }

    [Fact]
    public async Task Text_WorkingMachine_NamesLibtorchThreadsAndCache()
    {
        ToolRun run = await ToolRun.SucceedAsync("doctor");
        Assert.All(["libtorch", "threads", "cache", "DICOM reads", "devices"], title => Assert.Contains(title, run.Out, StringComparison.Ordinal));
        Assert.Single(run.Out.Split('\n'), line => line.Trim() == "RLE Lossless (1.2.840.10008.1.2.5)");
    }
}
