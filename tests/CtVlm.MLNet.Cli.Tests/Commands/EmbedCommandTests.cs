using System.Text.Json;
using CtVlm.MLNet.Testing;

namespace CtVlm.MLNet.Cli.Tests;

public class EmbedCommandTests
{
    // Which slices share a call of the encoder may show in the last bits.
    private const float BatchTolerance = 1e-5f;

    private static readonly string[] Quick = ["--encoder", "seed:5", "--render", "EnterographyRgb:slices=3", "--cache", "none"];

    public static TheoryData<string> Keys => [.. Chain.Embeddings.Select(one => one.GetProperty("key").GetString()!)];

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Run_GoldenChain_EqualsTheExpectedVectors(string key)
    {
        JsonElement wanted = Chain.Embeddings.Single(one => one.GetProperty("key").GetString() == key);
        string Of(string name) => wanted.GetProperty(name).GetString()!;
        static string Golden(string path) => MLNet.Tests.GoldenFiles.Path(path.Split('/'));
        using TemporaryFolder folder = new();
        string output = folder.Combine("e.parquet");
        await ToolRun.SucceedAsync(
            "embed", Golden(Of("path")), "--encoder", Golden(Of("encoder")), "--render", $"{Of("render")}:slices=5", "--precision", Of("precision"),
            "--point", Of("point"), "--pool", "none", "--out", output, "--cache", "none");
        EmbeddingTable table = await EmbeddingTable.ReadAsync(output);
        Assert.Equal(
            wanted.GetProperty("indices").EnumerateArray().Select(index => index.GetInt32().ToString()),
            Enumerable.Range(0, table.Rows.Count).Select(row => table.Value(row, "slice_index")));
        Assert.InRange(Chain.MaxDifference(Chain.Expected(key), table.Embeddings), 0, Chain.Tolerance);
        Assert.Equal((Of("point"), "none"), (table.Metadata["point"], table.Metadata["pooling"]));
    }

    [Fact]
    public async Task Run_MeanAndMax_ArePoolsOfTheSlices()
    {
        using TemporaryFolder folder = new();
        string key = "ge-axial|hf-clip|SoftTissue|float|projected";
        float[][] slices = Chain.Expected(key);
        foreach ((string pool, Func<IEnumerable<float>, float> reduce) in new (string, Func<IEnumerable<float>, float>)[] { ("mean", Enumerable.Average), ("max", Enumerable.Max) })
        {
            string output = folder.Combine($"{pool}.csv");
            await ToolRun.SucceedAsync("embed", Chain.Folder("ge-axial"), "--encoder", Chain.Encoder, "--render", "SoftTissue:slices=5", "--pool", pool, "--out", output, "--cache", "none");
            EmbeddingTable table = await EmbeddingTable.ReadAsync(output);
            float[] expected = [.. Enumerable.Range(0, slices[0].Length).Select(d => reduce(slices.Select(slice => slice[d])))];
            Assert.InRange(Chain.MaxDifference([expected], table.Embeddings), 0, Chain.Tolerance);
        }
    }

    [Theory]
    [InlineData("mean")]
    [InlineData("none")]
    public async Task Run_CsvAndParquet_HoldTheSame(string pool)
    {
        using TemporaryFolder folder = new();
        EmbeddingTable parquet = await EmbedAsync(folder, "e.parquet", Cohort(folder), "--pool", pool);
        EmbeddingTable csv = await EmbedAsync(folder, "e.csv", Cohort(folder), "--pool", pool);
        Assert.Equal(csv.Columns, parquet.Columns);
        Assert.Equal(csv.Rows, parquet.Rows);
        Assert.Equal(csv.Embeddings, parquet.Embeddings);
        string[] slice = pool == "none" ? ["slice_index"] : [];
        Assert.Equal(["series_path", "patient_id", "severity", "series_instance_uid", "slice_count", .. slice, "site"], csv.Columns);
        Assert.Equal(["series,1", "P1", "2"], csv.Rows[0].Take(3));
        Assert.Equal("Ünal, \"K\"", csv.Value(0, "site"));
    }

    [Fact]
    public async Task Run_Parquet_SaysWhereTheNumbersComeFrom()
    {
        using TemporaryFolder folder = new();
        EmbeddingTable table = await EmbedAsync(folder, "e.parquet", Cohort(folder));
        Assert.Equal(["compute", "encoder", "encoder_hash", "point", "pooling", "rendering"], table.Metadata.Keys.Order());
        Assert.Equal(64, table.Metadata["encoder_hash"].Length);
        Assert.Equal(("projected", "mean"), (table.Metadata["point"], table.Metadata["pooling"]));
        Assert.Equal(Torch.SliceSelection.Uniform(3), Torch.CtRendering.FromJson(table.Metadata["rendering"]).Slices);
    }

    [Fact]
    public async Task Run_Shards_AreTheWholeInOrder()
    {
        using TemporaryFolder folder = new();
        string cohort = Cohort(folder);
        EmbeddingTable whole = await EmbedAsync(folder, "whole.parquet", cohort);
        List<EmbeddingTable> parts = [];
        for (int i = 0; i < 3; i++)
        {
            parts.Add(await EmbedAsync(folder, $"part{i}.parquet", cohort, "--shard", $"{i}/3", "--batch", "2"));
        }

        Assert.Equal(whole.Rows, parts.SelectMany(part => part.Rows));
        Assert.InRange(Chain.MaxDifference(whole.Embeddings, [.. parts.SelectMany(part => part.Embeddings)]), 0, BatchTolerance);
        EmbeddingTable empty = await EmbedAsync(folder, "empty.parquet", cohort, "--shard", "0/9");
        Assert.Empty(empty.Rows);
        Assert.Equal(whole.Columns, empty.Columns);
    }

    [Fact]
    public async Task Run_Folder_EqualsTheCsvOfItsSeries()
    {
        using TemporaryFolder folder = new();
        EmbeddingTable csv = await EmbedAsync(folder, "csv.csv", Cohort(folder));
        EmbeddingTable found = await EmbedAsync(folder, "found.csv", folder.Path);
        Assert.Equal(["series,1", "series2"], found.Rows.Select(row => row[0]));
        Assert.InRange(Chain.MaxDifference([.. csv.Embeddings.Take(2)], found.Embeddings), 0, BatchTolerance);
        Assert.Equal(csv.Value(1, "series_instance_uid"), found.Value(1, "series_instance_uid"));
    }

    [Fact]
    public async Task Run_BadSeriesAmongGood_IsNamedAndLeftOut()
    {
        using TemporaryFolder folder = new();
        string cohort = Cohort(folder, "missing,P7,1,\n", "video,P8,1,\n", ",P9,1,\n");
        Copies.SeriesOfUnknownPixels(Chain.Folder("ge-axial"), folder.Combine("video"));
        string output = folder.Combine("e.csv");
        ToolRun run = await ToolRun.SucceedAsync(["embed", cohort, .. Quick, "--out", output]);
        EmbeddingTable table = await EmbeddingTable.ReadAsync(output);
        Assert.Equal(["series,1", "series2", "series,1"], table.Rows.Select(row => row[0]));
        Assert.All(table.Embeddings, vector => Assert.All(vector, value => Assert.True(float.IsFinite(value))));
        string[] lines = run.Error.TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("warning: missing: ", lines[0], StringComparison.Ordinal);
        Assert.Contains("1.2.840.10008.1.2.4.102", lines[1], StringComparison.Ordinal);
        Assert.Contains("names no series", lines[2], StringComparison.Ordinal);
        Assert.Contains("3 rows of 3 series, 3 failed", run.Out, StringComparison.Ordinal);

        ToolRun strict = await ToolRun.RunAsync(["embed", cohort, .. Quick, "--out", output, "--strict"]);
        Assert.Equal(1, strict.ExitCode);
        Assert.Equal(table.Rows, (await EmbeddingTable.ReadAsync(output)).Rows);
    }

    [Fact]
    public async Task Run_AllFail_EndsWith1AndLeavesTheOldFile()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.Combine("studies.csv"), "series_path,patient_id,severity,report\nmissing,P1,0,\n");
        File.WriteAllText(folder.Combine("e.csv"), "old");
        ToolRun run = await ToolRun.RunAsync(["embed", folder.Combine("studies.csv"), .. Quick, "--out", folder.Combine("e.csv")]);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("old", File.ReadAllText(folder.Combine("e.csv")));
        Assert.Equal(["e.csv", "studies.csv"], Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Run_SecondTime_ComesFromTheCacheAndIsTheSame()
    {
        using TemporaryFolder folder = new();
        string cohort = Cohort(folder), cache = folder.Combine("cache");
        string[] command = ["embed", cohort, .. Quick[..4], "--cache", cache, "--out"];
        await ToolRun.SucceedAsync([.. command, folder.Combine("a.csv")]);
        int entries = Directory.EnumerateFiles(cache, "*", SearchOption.AllDirectories).Count();
        await ToolRun.SucceedAsync([.. command, folder.Combine("b.csv")]);
        Assert.True(entries > 0);
        Assert.Equal(entries, Directory.EnumerateFiles(cache, "*", SearchOption.AllDirectories).Count());
        EmbeddingTable computed = await EmbeddingTable.ReadAsync(folder.Combine("a.csv")), cached = await EmbeddingTable.ReadAsync(folder.Combine("b.csv"));
        Assert.Equal(computed.Rows, cached.Rows);
        Assert.InRange(Chain.MaxDifference(computed.Embeddings, cached.Embeddings), 0, BatchTolerance);
        Assert.Equal(cached.Embeddings[0], cached.Embeddings[2]);
    }

    [Fact]
    public async Task Run_RenderingFile_IsTheSameAsThePreset()
    {
        using TemporaryFolder folder = new();
        string file = folder.Combine("r.json");
        File.WriteAllText(file, Torch.CtRendering.EnterographyRgb(Torch.SliceSelection.Uniform(3)).ToJson());
        string cohort = Cohort(folder);
        EmbeddingTable preset = await EmbedAsync(folder, "a.csv", cohort);
        await ToolRun.SucceedAsync("embed", cohort, "--encoder", "seed:5", "--cache", "none", "--render", file, "--out", folder.Combine("b.csv"));
        Assert.Equal(preset.Embeddings, (await EmbeddingTable.ReadAsync(folder.Combine("b.csv"))).Embeddings);
    }

    [Fact]
    public async Task Run_Cancelled_EndsWith130AndLeavesNoFile()
    {
        using TemporaryFolder folder = new();
        string cohort = Cohort(folder);
        Directory.CreateDirectory(folder.Combine("out"));
        ToolRun run = await ToolRun.RunWithTokenAsync(["embed", cohort, .. Quick, "--out", folder.Combine("out", "e.csv")], new CancellationToken(canceled: true));
        Assert.Equal(130, run.ExitCode);
        Assert.Empty(Directory.EnumerateFiles(folder.Combine("out")));
    }

    [Fact]
    public async Task Run_ExtraColumnOfTheOutput_IsRefused()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.Combine("studies.csv"), "series_path,e0\na,1\n");
        ToolRun run = await ToolRun.RunAsync(["embed", folder.Combine("studies.csv"), .. Quick, "--out", folder.Combine("e.csv")]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("'e0'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Process_Embed_WritesNothingElseOnStandardError()
    {
        using TemporaryFolder folder = new();
        ToolRun run = await ToolRun.RunProcessAsync(["embed", Cohort(folder), .. Quick, "--out", folder.Combine("e.parquet")]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Empty(run.Error);
        Assert.Contains("3 rows of 3 series, 0 failed", run.Out, StringComparison.Ordinal);
    }

    private static async Task<EmbeddingTable> EmbedAsync(TemporaryFolder folder, string output, string cohort, params string[] more)
    {
        await ToolRun.SucceedAsync(["embed", cohort, .. Quick, .. more, "--out", folder.Combine(output)]);
        return await EmbeddingTable.ReadAsync(folder.Combine(output));
    }

    /// <summary>Three rows over two series, with a quoted path, an unknown severity and an extra column.</summary>
    private static string Cohort(TemporaryFolder folder, params string[] moreRows)
    {
        Copies.Series(Chain.Folder("ge-axial"), folder.Combine("series,1"));
        Copies.Series(Chain.Folder("ge-coronal"), folder.Combine("series2"));
        string path = folder.Combine("studies.csv");
        File.WriteAllText(
            path,
            "series_path,patient_id,severity,site\n\"series,1\",P1,2,\"Ünal, \"\"K\"\"\"\nseries2,P2,,B\n\"series,1\",P3,0.5,\n" + string.Concat(moreRows));
        return path;
    }
}
