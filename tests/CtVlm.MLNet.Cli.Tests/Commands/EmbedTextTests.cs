using System.Text.Json;
using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Cli.Tests;

/// <summary><c>embed --text</c>, and the options that change the encoder.</summary>
public class EmbedTextTests
{
    private const float Tolerance = 1e-4f;

    [Theory]
    [InlineData("hf-clip", "out.text_embeds", "e.parquet")]
    [InlineData("hf-siglip", "out.text.pooler_output", "e.csv")]
    public async Task Run_Reports_GiveTheVectorsOfTransformers(string encoder, string key, string output)
    {
        using TemporaryFolder folder = new();
        using JsonDocument cases = JsonDocument.Parse(File.ReadAllText(MLNet.Tests.GoldenFiles.Path(encoder, "cases.json")));
        string[] texts = [.. cases.RootElement.GetProperty("texts").EnumerateArray().Select(t => t.GetString()!)];
        string cohort = Cohort(folder, texts);
        ToolRun run = await ToolRun.SucceedAsync("embed", cohort, "--encoder", MLNet.Tests.GoldenFiles.Path(encoder), "--text", "report", "--out", folder.Combine(output), "--batch", "4");
        EmbeddingTable table = await EmbeddingTable.ReadAsync(folder.Combine(output));
        using SafetensorsFile golden = SafetensorsFile.Open(MLNet.Tests.GoldenFiles.Path(encoder, "cases.safetensors"));
        float[][] expected = [.. golden.ReadFloat32(key).Chunk((int)golden.GetEntry(key).Shape[1])];
        Assert.InRange(Chain.MaxDifference(expected, table.Embeddings), 0, Tolerance);
        Assert.Equal(["series_path", "patient_id", "severity", "series_instance_uid", "slice_count", "site"], table.Columns);
        Assert.Equal(["s0", "P0", "1", "", "0", "here"], table.Rows[0]);
        Assert.Contains($"{texts.Length} rows, a text each", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ExtraColumn_IsEmbeddedAndLeftOut()
    {
        using TemporaryFolder folder = new();
        string cohort = Cohort(folder, "first", "second");
        await ToolRun.SucceedAsync("embed", cohort, "--encoder", "seed:5", "--text", "site", "--out", folder.Combine("e.parquet"));
        EmbeddingTable table = await EmbeddingTable.ReadAsync(folder.Combine("e.parquet"));
        Assert.DoesNotContain("site", table.Columns);
        Assert.InRange(Chain.MaxDifference([table.Embeddings[0]], [table.Embeddings[1]]), 0, 1e-5f);
        Assert.Equal(["compute", "encoder", "encoder_hash", "text"], table.Metadata.Keys.Order());
        Assert.Equal(("site", "float32"), (table.Metadata["text"], table.Metadata["compute"]));
    }

    [Fact]
    public async Task Run_LongAndEmptyTexts_AreCountedOnStandardError()
    {
        using TemporaryFolder folder = new();
        string cohort = Cohort(folder, string.Join(' ', Enumerable.Repeat("bowel", 300)), "", "short");
        ToolRun run = await ToolRun.SucceedAsync("embed", cohort, "--encoder", "seed:5", "--text", "report", "--out", folder.Combine("e.csv"));
        Assert.Equal(
            ["warning: 1 of 3 texts cut to the encoder's 128 tokens; the longest has 302.", "warning: 1 of 3 texts empty; their rows hold the embedding of an empty text."],
            run.Error.TrimEnd().Split('\n').Select(line => line.TrimEnd()));
        Assert.Equal(3, (await EmbeddingTable.ReadAsync(folder.Combine("e.csv"))).Rows.Count);
    }

    [Fact]
    public async Task Run_TextShards_AreTheWholeInOrder()
    {
        using TemporaryFolder folder = new();
        string cohort = Cohort(folder, "one", "two", "three", "four", "five");
        string[] command = ["embed", cohort, "--encoder", "seed:5", "--text", "report", "--out"];
        await ToolRun.SucceedAsync([.. command, folder.Combine("whole.csv")]);
        await ToolRun.SucceedAsync([.. command, folder.Combine("a.csv"), "--shard", "0/2"]);
        await ToolRun.SucceedAsync([.. command, folder.Combine("b.csv"), "--shard", "1/2"]);
        EmbeddingTable whole = await EmbeddingTable.ReadAsync(folder.Combine("whole.csv"));
        EmbeddingTable a = await EmbeddingTable.ReadAsync(folder.Combine("a.csv")), b = await EmbeddingTable.ReadAsync(folder.Combine("b.csv"));
        Assert.Equal(whole.Rows, a.Rows.Concat(b.Rows));
        Assert.InRange(Chain.MaxDifference(whole.Embeddings, [.. a.Embeddings, .. b.Embeddings]), 0, 1e-5f);
    }

    [Fact]
    public async Task Run_ComputeAuto_KeepsWhatItCameTo()
    {
        using TemporaryFolder folder = new();
        await ToolRun.SucceedAsync("embed", Cohort(folder, "first"), "--encoder", "seed:5", "--text", "report", "--compute", "auto", "--out", folder.Combine("e.parquet"));
        Assert.Contains((await EmbeddingTable.ReadAsync(folder.Combine("e.parquet"))).Metadata["compute"], new[] { "float32", "bfloat16" });
    }

    [Fact]
    public async Task Run_EncoderOfTextsAlone_EmbedsTextsAndIsRefusedForSeries()
    {
        using TemporaryFolder folder = new();
        string encoder = BertFolder(folder);
        string cohort = Cohort(folder, "first", "second");
        ToolRun refused = await ToolRun.RunAsync("embed", cohort, "--encoder", encoder, "--out", folder.Combine("e.csv"));
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("reads texts only and embeds no series. Name a column of texts with --text", refused.Error, StringComparison.Ordinal);
        await ToolRun.SucceedAsync("embed", cohort, "--encoder", encoder, "--text", "report", "--out", folder.Combine("e.csv"));
        Assert.Equal(2, (await EmbeddingTable.ReadAsync(folder.Combine("e.csv"))).Rows.Count);
    }

    [Fact]
    public async Task Run_EncoderOfImagesAlone_IsRefusedForTexts()
    {
        using TemporaryFolder folder = new();
        ToolRun refused = await ToolRun.RunAsync(
            "embed", Cohort(folder, "first"), "--encoder", MLNet.Tests.GoldenFiles.Path("image-only", "hf-dinov2"), "--text", "report", "--out", folder.Combine("e.csv"));
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("has no text tower, so --text cannot use it", refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Combine("e.csv")));
    }

    [Fact]
    public async Task Run_NoSuchColumn_NamesTheColumnsThereAre()
    {
        using TemporaryFolder folder = new();
        ToolRun run = await ToolRun.RunAsync("embed", Cohort(folder, "a"), "--encoder", "seed:5", "--text", "findings", "--out", folder.Combine("e.csv"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no column of texts 'findings'. It has report, site.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_EveryToken_IsARowWithItsIndex()
    {
        using TemporaryFolder folder = new();
        string[] common = ["embed", Chain.Folder("ge-axial"), "--encoder", MLNet.Tests.GoldenFiles.Path("hf-siglip"), "--render", "SoftTissue:slices=2", "--pool", "none", "--cache", "none", "--out"];
        await ToolRun.SucceedAsync([.. common, folder.Combine("tokens.parquet"), "--point", "tokens"]);
        await ToolRun.SucceedAsync([.. common, folder.Combine("tokens.csv"), "--point", "tokens"]);
        await ToolRun.SucceedAsync([.. common, folder.Combine("mean.parquet"), "--point", "patchmean"]);
        EmbeddingTable tokens = await EmbeddingTable.ReadAsync(folder.Combine("tokens.parquet")), mean = await EmbeddingTable.ReadAsync(folder.Combine("mean.parquet"));
        Assert.Equal(tokens.Rows, (await EmbeddingTable.ReadAsync(folder.Combine("tokens.csv"))).Rows);
        Assert.Equal(2 * 16, tokens.Rows.Count);
        Assert.Equal(Enumerable.Range(0, 32).Select(i => (i % 16).ToString()), Enumerable.Range(0, 32).Select(i => tokens.Value(i, "token_index")));
        for (int slice = 0; slice < 2; slice++)
        {
            float[][] own = [.. tokens.Embeddings.Skip(slice * 16).Take(16)];
            Assert.Equal(mean.Value(slice, "slice_index"), tokens.Value(slice * 16, "slice_index"));
            float[] average = [.. Enumerable.Range(0, 48).Select(d => own.Average(token => token[d]))];
            Assert.InRange(Chain.MaxDifference([mean.Embeddings[slice]], [average]), 0, Tolerance);
        }
    }

    [Fact]
    public async Task Run_ImageSizeAndAdapter_ChangeTheVectorsAndTheHash()
    {
        using TemporaryFolder folder = new();
        string[] common = ["embed", Chain.Folder("ge-axial"), "--encoder", Chain.Encoder, "--render", "SoftTissue:slices=2", "--cache", "none"];
        int size = 2 * VlmEncoder.FromFolder(Chain.Encoder).Vision.Preprocessing.ImageSize;
        string adapter = MLNet.Tests.GoldenFiles.Path("lora", "hf-clip", "attn_all");
        List<EmbeddingTable> tables = [];
        foreach (string[] more in (string[][])[[], ["--image-size", $"{size}"], ["--adapter", adapter], ["--compute", "bfloat16"]])
        {
            string output = folder.Combine($"{tables.Count}.parquet");
            await ToolRun.SucceedAsync([.. common, .. more, "--out", output]);
            tables.Add(await EmbeddingTable.ReadAsync(output));
        }

        Assert.Equal(3, tables.Select(table => table.Metadata["encoder_hash"]).Distinct().Count());
        Assert.All(tables.Skip(1), table => Assert.True(Chain.MaxDifference(tables[0].Embeddings, table.Embeddings) > 1e-4f));
        Assert.Equal("bfloat16", tables[3].Metadata["compute"]);
        Assert.InRange(Chain.MaxDifference(tables[0].Embeddings, tables[3].Embeddings), 0, 0.2f);
    }

    // The BERT of the golden BiomedCLIP, as a model of its own.
    private static string BertFolder(TemporaryFolder folder)
    {
        const string prefix = "text.transformer.";
        string encoder = Directory.CreateDirectory(folder.Combine("bert")).FullName;
        foreach ((string from, string to) in (ReadOnlySpan<(string, string)>)[("hf_text/config.json", "config.json"), ("tokenizer.json", "tokenizer.json"), ("tokenizer_config.json", "tokenizer_config.json")])
        {
            File.Copy(MLNet.Tests.GoldenFiles.Path(["biomedclip", .. from.Split('/')]), Path.Combine(encoder, to));
        }

        using SafetensorsFile source = SafetensorsFile.Open(MLNet.Tests.GoldenFiles.Path("biomedclip", "model.safetensors"));
        SafetensorsEntry[] entries = [.. source.Entries.Where(e => e.Name.StartsWith(prefix, StringComparison.Ordinal))];
        using SafetensorsWriter writer = SafetensorsWriter.Create(Path.Combine(encoder, "model.safetensors"), [.. entries.Select(e => new SafetensorsTensor(e.Name[prefix.Length..], e.Type, e.Shape))]);
        foreach (SafetensorsEntry entry in entries)
        {
            writer.WriteBytes(entry.Name[prefix.Length..], source.GetBytes(entry));
        }

        writer.Complete();
        return encoder;
    }

    private static string Cohort(TemporaryFolder folder, params string[] reports)
    {
        string path = folder.Combine("studies.csv");
        File.WriteAllLines(path, ["series_path,patient_id,severity,report,site", .. reports.Select((report, i) => $"s{i},P{i},1,\"{report}\",here")]);
        return path;
    }
}
