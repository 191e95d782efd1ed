using System.Text.Json;
using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Cli.Tests;

public class InspectCommandTests
{
    private static readonly string[] Contract =
    [
        "seriesInstanceUid", "modality", "transferSyntax", "slices", "rows", "columns", "spacingMm", "affineLps", "orientation", "tiltDegrees", "huMin", "huMax", "huSha256", "warnings",
    ];

    [Theory]
    [InlineData("ge-axial", "axial")]
    [InlineData("ge-coronal", "coronal")]
    public async Task Process_GoldenSeries_EqualsTheExpectedVolume(string name, string orientation)
    {
        ToolRun run = await ToolRun.RunProcessAsync("inspect", "--json", Chain.Folder(name));
        Assert.True(run.ExitCode == 0, run.Error);
        JsonElement series = Assert.Single(run.Json().GetProperty("series").EnumerateArray());
        JsonElement expected = Chain.Volume(name);
        Assert.Equal(Contract, series.EnumerateObject().Select(property => property.Name));
        Assert.Equal(expected.GetProperty("hu").GetProperty("float32_sha256").GetString(), series.GetProperty("huSha256").GetString());
        Assert.Equal(expected.GetProperty("hu").GetProperty("min").GetDouble(), series.GetProperty("huMin").GetDouble());
        Assert.Equal(expected.GetProperty("hu").GetProperty("max").GetDouble(), series.GetProperty("huMax").GetDouble());
        Assert.Equal(Numbers(expected.GetProperty("shape_zyx")), new[] { "slices", "rows", "columns" }.Select(property => series.GetProperty(property).GetDouble()));
        Assert.Equal(orientation, series.GetProperty("orientation").GetString());
        Assert.All(Matrix(expected.GetProperty("affine_lps")).Zip(Matrix(series.GetProperty("affineLps"))), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Json_SeveralSeriesAndOtherFiles_ListsAllWithReasons()
    {
        ToolRun run = await ToolRun.SucceedAsync("inspect", "--json", GoldenFiles.Path("dicom", "files", "fo-mixed"));
        Assert.NotEmpty(run.Json().GetProperty("series").EnumerateArray());
        Assert.All(run.Json().GetProperty("skipped").EnumerateArray(), file =>
        {
            Assert.NotEmpty(file.GetProperty("path").GetString()!);
            Assert.NotEmpty(file.GetProperty("reason").GetString()!);
        });
    }

    [Fact]
    public async Task Json_SeriesWhosePixelsFail_KeepsItsPlaceWithTheReason()
    {
        using TemporaryFolder folder = new();
        Copies.Series(Chain.Folder("ge-axial"), folder.Combine("good"));
        Copies.SeriesOfUnknownPixels(Chain.Folder("ge-coronal"), folder.Combine("bad"));
        ToolRun run = await ToolRun.SucceedAsync("inspect", "--json", folder.Path);
        JsonElement[] series = [.. run.Json().GetProperty("series").EnumerateArray()];
        Assert.Equal(2, series.Length);
        JsonElement bad = series.Single(one => one.GetProperty("orientation").GetString() == "coronal");
        Assert.All(["huMin", "huMax", "huSha256"], name => Assert.Equal(JsonValueKind.Null, bad.GetProperty(name).ValueKind));
        Assert.Contains("1.2.840.10008.1.2.4.102", string.Join(' ', Warnings(bad)), StringComparison.Ordinal);
        JsonElement good = series.Single(one => one.GetProperty("orientation").GetString() == "axial");
        Assert.Equal(Chain.Volume("ge-axial").GetProperty("hu").GetProperty("float32_sha256").GetString(), good.GetProperty("huSha256").GetString());
    }

    [Fact]
    public async Task Json_NothingReadable_PrintsTheListAndEndsWith1()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.Combine("notes.txt"), "no image");
        ToolRun run = await ToolRun.RunAsync("inspect", "--json", folder.Path);
        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Json().GetProperty("series").EnumerateArray());
        Assert.Equal("notes.txt", Assert.Single(run.Json().GetProperty("skipped").EnumerateArray()).GetProperty("path").GetString());
        Assert.Contains("no CT series", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Table_GoldenSeries_ShortensTheUidAndHasNoColours()
    {
        ToolRun run = await ToolRun.SucceedAsync("inspect", Chain.Folder("ge-axial"));
        string uid = (await ToolRun.SucceedAsync("inspect", "--json", Chain.Folder("ge-axial"))).Json().GetProperty("series")[0].GetProperty("seriesInstanceUid").GetString()!;
        Assert.Contains("56 x 66", run.Out, StringComparison.Ordinal);
        Assert.Contains("1 CT series", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(uid, run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Out);
    }

    [Theory]
    [InlineData("fo-two-phases", "#2: One of 2 volumes of one series: their slices differ in acquisition number (0020,0012) at the same positions; this is acquisition 2.")]
    [InlineData("ge-tilt", "#1: The slice step leans by 15 degrees")]
    [InlineData("ge-missing-slice", "#1: 1 of 8 slices is missing: 1 after slice 2")]
    [InlineData("fo-mixed", "skipped 2: not a DICOM file: Thumbs.db, readme.txt")]
    public async Task Table_OddFolder_SaysSoInOneLine(string name, string expected)
    {
        ToolRun run = await ToolRun.SucceedAsync("inspect", GoldenFiles.Path("dicom", "files", name));
        Assert.Single(run.Out.Split('\n'), line => line.StartsWith(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fo-two-phases", ":1 ", ":2 ")]
    [InlineData("fo-mixed-syntax", "explicit LE and 5 more")]
    public async Task Table_OddSeries_NamesWhatTellsItApart(string name, params string[] expected)
    {
        ToolRun run = await ToolRun.SucceedAsync("inspect", GoldenFiles.Path("dicom", "files", name));
        Assert.All(expected, text => Assert.Contains(text, run.Out, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fo-mixed-syntax")]
    [InlineData("fo-two-phases")]
    [InlineData("ge-tilt")]
    [InlineData("ge-oblique")]
    public async Task Table_EightyColumns_Fits(string name)
    {
        using StringWriter output = new(), error = new();
        ToolConsole console = new(output, error, IsOutTerminal: false, IsErrorTerminal: false) { PipedWidth = 80 };
        using TemporaryFolder folder = new();
        Copies.Series(GoldenFiles.Path("dicom", "files", name), folder.Combine("a long name of a folder", "and one below it"));
        Assert.Equal(0, await CtvlmTool.RunAsync(["inspect", folder.Path], console, TestContext.Current.CancellationToken));
        string[] lines = output.ToString().Split('\n');
        Assert.All(lines.TakeWhile(line => !line.StartsWith('#') && !line.Contains("CT series", StringComparison.Ordinal)), line => Assert.InRange(line.TrimEnd().Length, 0, 80));
        Assert.Contains(lines, line => line.Contains("x 66", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Warnings(JsonElement series) => series.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString()!);

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDouble())];

    private static double[] Matrix(JsonElement rows) => [.. rows.EnumerateArray().SelectMany(Numbers)];
}
