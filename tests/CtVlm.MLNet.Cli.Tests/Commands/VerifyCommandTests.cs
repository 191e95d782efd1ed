using System.Text.Json;
using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Cli.Tests;

public class VerifyCommandTests
{
    [Theory]
    [InlineData("hf-clip")]
    [InlineData("hf-siglip")]
    public async Task Run_MakeThenVerify_AgreesStageByStage(string encoder)
    {
        using TemporaryFolder folder = new();
        string golden = folder.Combine("golden.safetensors"), model = MLNet.Tests.GoldenFiles.Path(encoder);
        ToolRun made = await ToolRun.SucceedAsync("verify", model, "--golden", golden, "--make");
        Assert.Contains("bytes written", made.Error, StringComparison.Ordinal);
        ToolRun run = await ToolRun.SucceedAsync("verify", model, "--golden", golden);
        Assert.Contains("vision.blocks.2", run.Out, StringComparison.Ordinal);
        Assert.Contains("text.projected", run.Out, StringComparison.Ordinal);
        Assert.Contains("with these very files", run.Out, StringComparison.Ordinal);
        Assert.Contains($"{encoder}: ", run.Out, StringComparison.Ordinal);
        Assert.Contains("stages agree; the largest difference is ", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("DIFFERS", run.Out, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Run_TamperedWeights_EndsWith1AndNamesTheStage()
    {
        using TemporaryFolder folder = new();
        string model = CopyOfClip(folder);
        await ToolRun.SucceedAsync("verify", model, "--make");
        Tamper(Path.Combine(model, "model.safetensors"), "vision_model.encoder.layers.1.self_attn.out_proj.bias");
        ToolRun run = await ToolRun.RunAsync("verify", model, "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("ctvlm: encoder: vision: blocks.1 is the first stage that differs: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(", tolerance 0.0001.", run.Error, StringComparison.Ordinal);
        JsonElement document = run.Json();
        Assert.Equal("vision.blocks.1", document.GetProperty("firstFailure").GetString());
        Assert.False(document.GetProperty("passed").GetBoolean());
        Assert.False(document.GetProperty("isSameEncoder").GetBoolean());
        Assert.Equal(64, document.GetProperty("encoderHash").GetString()!.Length);
        JsonElement[] stages = [.. document.GetProperty("stages").EnumerateArray()];
        Assert.Equal("vision.embeddings", stages[0].GetProperty("name").GetString());
        Assert.True(stages[0].GetProperty("passed").GetBoolean());
        Assert.True(stages.Single(s => s.GetProperty("name").GetString() == "vision.blocks.1").GetProperty("largestDifference").GetDouble() > 0.1);
    }

    [Fact]
    public async Task Run_NoGoldenFile_EndsWith1AndSaysHowToMakeOne()
    {
        ToolRun run = await ToolRun.RunAsync("verify", MLNet.Tests.GoldenFiles.Path("hf-clip"), "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("--make", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }

    [Fact]
    public async Task Run_TolerantEnough_EndsWith0()
    {
        using TemporaryFolder folder = new();
        string model = CopyOfClip(folder);
        await ToolRun.SucceedAsync("verify", model, "--make");
        Tamper(Path.Combine(model, "model.safetensors"), "text_projection.weight");
        Assert.Equal(1, (await ToolRun.RunAsync("verify", model)).ExitCode);
        await ToolRun.SucceedAsync("verify", model, "--tolerance", "100");
    }

    private static string CopyOfClip(TemporaryFolder folder)
    {
        string model = folder.Combine("encoder");
        Directory.CreateDirectory(model);
        foreach (string file in (string[])["config.json", "preprocessor_config.json", "model.safetensors", "tokenizer.json"])
        {
            File.Copy(MLNet.Tests.GoldenFiles.Path("hf-clip", file), Path.Combine(model, file));
        }

        return model;
    }

    private static void Tamper(string file, string tensor)
    {
        long offset;
        using (SafetensorsFile weights = SafetensorsFile.Open(file))
        {
            offset = weights.GetEntry(tensor).Offset;
        }

        byte[] bytes = File.ReadAllBytes(file);
        BitConverter.TryWriteBytes(bytes.AsSpan((int)offset), BitConverter.ToSingle(bytes, (int)offset) + 1);
        File.WriteAllBytes(file, bytes);
    }
}
