namespace CtVlm.MLNet.Cli.Tests;

public class UsageTests
{
    private static readonly string[] Embed = ["embed", "studies.csv", "--encoder", "seed:1", "--out", "e.csv"];

    private static readonly string[] Compare = ["compare", "studies.csv", "--encoder", "seed:1", "--out", "r"];

    public static TheoryData<string[], string> Wrong => new()
    {
        { [], "command" },
        { ["nonsense"], "nonsense" },
        { ["inspect"], "PATH" },
        { ["inspect", "a", "b"], "b" },
        { ["inspect", "a", "--jsn"], "--jsn" },
        { ["phantom", "out"], "--patients" },
        { ["phantom", "out", "--patients", "many"], "many" },
        { ["phantom", "out", "--patients", "0"], "patients" },
        { ["phantom", "out", "--patients", "1", "--size", "7"], "ImageSize must be 32 to 1024, got 7" },
        { ["phantom", "out", "--patients", "1", "--transfer-syntax", "JPEG9"], "Known: ExplicitVRLittleEndian" },
        { ["volume", "a"], "--out" },
        { ["volume", "a", "--out", "a.nii"], ".safetensors" },
        { ["embed", "studies.csv", "--out", "e.csv"], "--encoder" },
        { ["embed", "studies.csv", "--encoder", "seed:x", "--out", "e.csv"], "seed:N" },
        { ["embed", "studies.csv", "--encoder", "seed:1", "--out", "e.txt"], ".parquet or .csv" },
        { [.. Embed, "--shard", "2/2"], "i from 0 to n - 1" },
        { [.. Embed, "--shard", "-1/2"], "--shard" },
        { [.. Embed, "--pool", "median of means"], "Known: mean, max" },
        { [.. Embed, "--pool", "gatedattention"], "train it in a pipeline" },
        { [.. Embed, "--point", "cls"], "projected, pooled, patchmean or tokens" },
        { [.. Embed, "--point", "tokens"], "--pool none" },
        { [.. Embed, "--compute", "half"], "float32, auto, bfloat16 or float16" },
        { [.. Embed, "--image-size", "big"], "--image-size must be a whole number, got 'big'." },
        { ["embed", "cohort", "--out", "x.csv", "--encoder", ""], "--encoder must be a folder or seed:N with a whole number N, got ''." },
        { [.. Embed, "--image-size", "64"], "not with seed:1" },
        { [.. Embed, "--adapter", "a"], "not with seed:1" },
        { [.. Embed, "--text", "report", "--pool", "mean", "--render", "SoftTissue"], "leave out --render, --pool" },
        { ["embed", "folder", "--encoder", "seed:1", "--out", "e.csv", "--text", "report"], "STUDIES.csv" },
        { ["verify"], "FOLDER" },
        { ["verify", "a", "--tolerance", "0"], "--tolerance must be a number above 0" },
        { ["verify", "a", "--device", "gpu"], "cpu or cuda:N" },
        { ["verify", "a", "--compute", "double"], "--compute" },
        { [.. Embed, "--render", "Lung"], "EnterographyRgb" },
        { [.. Embed, "--render", "SoftTissue:slices=0"], "slices" },
        { [.. Embed, "--render", "missing.json"], "does not exist" },
        { [.. Embed, "--precision", "half"], "float or eightbit" },
        { [.. Embed, "--device", "gpu"], "cpu or cuda:N" },
        { [.. Embed, "--batch", "0"], "--batch must be 1 or more" },
        { ["predict", "model.zip"], "PATH|STUDIES.csv" },
        { ["compare", "studies.csv", "--out", "r"], "--encoder" },
        { ["compare", "studies.csv", "--encoder", "seed:1"], "--out" },
        { ["compare", "folder", "--encoder", "seed:1", "--out", "r"], "STUDIES.csv" },
        { [.. Compare, "--pool", "median of means"], "--pool: There is no pooling" },
        { [.. Compare, "--project", "pcb"], "--project: There is no projection 'pcb'. Known: identity" },
        { [.. Compare, "--project", "pca"], "needs components=K" },
        { [.. Compare, "--trainer", "forest"], "lbfgs or sdca" },
        { [.. Compare, "--trainer", "lbfgs:l3=1"], "takes l2=NUMBER and l1=NUMBER, got 'l3=1'" },
        { [.. Compare, "--trainer", "lbfgs:l2=-1"], "--trainer: A finite number, 0 or more." },
        { [.. Compare, "--metric", "f2"], "macrof1, balancedaccuracy" },
        { [.. Compare, "--folds", "1"], "--folds must be 2 or more, got 1." },
        { [.. Compare, "--nested", "1"], "--nested must be 0, or 2 or more, got 1." },
        { [.. Compare, "--max-time", "10"], "90s, 30m or 2h" },
        { [.. Compare, "--point", "tokens"], "projected, pooled or patchmean" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Run_WrongUsage_EndsWith2AndSaysWhy(string[] arguments, string expected)
    {
        ToolRun run = await ToolRun.RunAsync(arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inspect", "/no/such/path")]
    [InlineData("volume", "/no/such/path", "--out", "x.safetensors")]
    [InlineData("embed", "/no/such.csv", "--encoder", "seed:1", "--out", "e.csv")]
    [InlineData("compare", "/no/such.csv", "--encoder", "seed:1", "--out", "r")]
    [InlineData("predict", "/no/such.zip", "/no/such")]
    public async Task Run_PathThatDoesNotExist_EndsWith1(params string[] arguments)
    {
        ToolRun run = await ToolRun.RunAsync(arguments);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("does not exist", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }

    [Fact]
    public async Task Process_WrongUsage_EndsWith2()
    {
        ToolRun run = await ToolRun.RunProcessAsync("inspect");
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("ctvlm: ", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }

    [Fact]
    public async Task Process_Help_ListsEveryVerb()
    {
        ToolRun run = await ToolRun.RunProcessAsync("--help");
        Assert.Equal(0, run.ExitCode);
        Assert.All(["doctor", "phantom", "inspect", "volume", "embed", "compare", "predict", "verify"], verb => Assert.Contains($"  {verb}", run.Out, StringComparison.Ordinal));
        Assert.DoesNotContain("--verbose", run.Out, StringComparison.Ordinal);
    }
}
