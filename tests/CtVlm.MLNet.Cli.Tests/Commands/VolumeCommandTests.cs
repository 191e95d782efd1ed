using System.Buffers.Binary;
using System.Security.Cryptography;
using CtVlm.MLNet.Testing;
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
