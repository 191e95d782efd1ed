using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Tests;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Cli.Tests;

public class VolumeCommandTests
{
    [Theory]
    [InlineData("ge-axial")]
    [InlineData("ge-coronal")]
    public async Task Run_GoldenSeries_WritesTheExpectedTensors(string name)
    {
        using TemporaryFolder folder = new();
        string path = folder.Combine("sub", "v.safetensors");
        await ToolRun.SucceedAsync("volume", Chain.Folder(name), "--out", path);
        using SafetensorsFile file = SafetensorsFile.Open(path);
        Assert.Equal(["affine_lps", "hu"], file.Entries.Select(entry => entry.Name).Order());
        SafetensorsEntry hu = file.GetEntry("hu"), affine = file.GetEntry("affine_lps");
        Assert.Equal((SafetensorsType.Float32, SafetensorsType.Float64), (hu.Type, affine.Type));
        Assert.Equal(Chain.Volume(name).GetProperty("shape_zyx").EnumerateArray().Select(n => n.GetInt64()), hu.Shape);
        Assert.Equal([4L, 4L], affine.Shape);
        Assert.Equal(Chain.Volume(name).GetProperty("hu").GetProperty("float32_sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(file.GetBytes(hu))));
        double[] expected = [.. Chain.Volume(name).GetProperty("affine_lps").EnumerateArray().SelectMany(row => row.EnumerateArray().Select(n => n.GetDouble()))];
        for (int i = 0; i < 16; i++)
        {
            Assert.Equal(expected[i], BinaryPrimitives.ReadDoubleLittleEndian(file.GetBytes(affine, 8 * i, 8)), 1e-4);
        }
    }

    [Fact]
    public async Task Run_SeveralVolumesOfOneSeries_TakesTheOneNumbered()
    {
        string input = GoldenFiles.Path("dicom", "files", "fo-two-phases");
        ToolRun refused = await ToolRun.RunAsync("volume", input, "--out", "never.safetensors");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("UID:n", refused.Error, StringComparison.Ordinal);

        using TemporaryFolder folder = new();
        JsonElement[] series = [.. (await ToolRun.SucceedAsync("inspect", "--json", input)).Json().GetProperty("series").EnumerateArray()];
        for (int i = 0; i < 2; i++)
        {
            string output = folder.Combine($"{i}.safetensors");
            await ToolRun.SucceedAsync("volume", input, "--series", $"{series[i].GetProperty("seriesInstanceUid").GetString()}:{i + 1}", "--out", output);
            using SafetensorsFile file = SafetensorsFile.Open(output);
            Assert.Equal(series[i].GetProperty("huSha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(file.GetBytes(file.GetEntry("hu")))));
        }
    }

    [Fact]
    public async Task Run_SeveralSeries_AsksForOneAndTakesTheOneNamed()
    {
        using TemporaryFolder folder = new();
        string output = folder.Combine("v.safetensors");
        Copies.Series(Chain.Folder("ge-axial"), folder.Combine("in", "a"));
        Copies.Series(Chain.Folder("ge-coronal"), folder.Combine("in", "b"));
        ToolRun refused = await ToolRun.RunAsync("volume", folder.Combine("in"), "--out", output);
        Assert.Equal(1, refused.ExitCode);
        Assert.False(File.Exists(output));

        string uid = (await ToolRun.SucceedAsync("inspect", "--json", Chain.Folder("ge-coronal"))).Json().GetProperty("series")[0].GetProperty("seriesInstanceUid").GetString()!;
        Assert.DoesNotContain(uid, refused.Error, StringComparison.Ordinal);
        await ToolRun.SucceedAsync("volume", folder.Combine("in"), "--series", uid, "--out", output);
        using SafetensorsFile file = SafetensorsFile.Open(output);
        Assert.Equal(Chain.Volume("ge-coronal").GetProperty("hu").GetProperty("float32_sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(file.GetBytes(file.GetEntry("hu")))));
    }

    [Fact]
    public async Task Run_PixelsThatCannotBeRead_LeavesNoFile()
    {
        using TemporaryFolder folder = new();
        Copies.SeriesOfUnknownPixels(Chain.Folder("ge-axial"), folder.Combine("in"));
        Directory.CreateDirectory(folder.Combine("out"));
        ToolRun run = await ToolRun.RunAsync("volume", folder.Combine("in"), "--out", folder.Combine("out", "v.safetensors"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("1.2.840.10008.1.2.4.102", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Empty(Directory.EnumerateFiles(folder.Combine("out")));
    }
}
