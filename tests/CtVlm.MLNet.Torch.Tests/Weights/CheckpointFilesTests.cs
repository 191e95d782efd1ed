using System.Text.Json;
using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class CheckpointFilesTests
{
    private static readonly byte[] s_archive = TorchBytes.Archive(PickleBytes.OneTensor(6, 0, [6], [1]), ("0", TorchBytes.Floats(6)));

    [Theory]
    [InlineData("pytorch_model.bin")]
    [InlineData("open_clip_pytorch_model.bin")]
    [InlineData("anything.pt")]
    [InlineData("anything.pth")]
    public void OpenFolder_FileOfTorch_IsFound(string name)
    {
        using TemporaryFolder folder = new();
        Assert.False(Checkpoint.Exists(folder.Path));
        File.WriteAllBytes(folder.File(name), s_archive);
        Assert.True(Checkpoint.Exists(folder.Path));
        using Checkpoint checkpoint = Checkpoint.OpenFolder(folder.Path);
        Assert.Equal(["a"], checkpoint.Names);
        Assert.Equal([folder.File(name)], checkpoint.Paths);
    }

    [Theory]
    [InlineData("model.safetensors", "pytorch_model.bin")]
    [InlineData("open_clip_model.safetensors", "open_clip_pytorch_model.bin")]
    public void OpenFolder_BothFormats_TakesSafetensors(string safetensors, string pickle)
    {
        using TemporaryFolder folder = new();
        File.Copy(GoldenFiles.Path("formats", "dtypes.safetensors"), folder.File(safetensors));
        File.WriteAllBytes(folder.File(pickle), s_archive);
        using Checkpoint checkpoint = Checkpoint.OpenFolder(folder.Path);
        Assert.Equal([folder.File(safetensors)], checkpoint.Paths);
    }

    [Theory]
    [InlineData("config.json", "pytorch_model.bin", "open_clip_model.safetensors")]
    [InlineData("open_clip_config.json", "open_clip_pytorch_model.bin", "pytorch_model.bin")]
    public void OpenFolder_WeightsOfTwoLayouts_TakesThoseOfTheConfiguration(string configuration, string expected, string other)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File(configuration), "{}");
        File.WriteAllBytes(folder.File(expected), s_archive);
        File.WriteAllBytes(folder.File(other), s_archive);
        using Checkpoint checkpoint = Checkpoint.OpenFolder(folder.Path);
        Assert.Equal([folder.File(expected)], checkpoint.Paths);
    }

    [Fact]
    public void OpenFolder_ShardsOfTorch_HoldEveryTensor()
    {
        using TemporaryFolder folder = new();
        string[] shards = ["pytorch_model-00001-of-00002.bin", "pytorch_model-00002-of-00002.bin"];
        Dictionary<string, string> map = [];
        foreach ((int i, string shard) in shards.Index())
        {
            byte[] pickle = PickleBytes.Start().Do("}").Text($"t{i}").Tensor("0", 6, 0, [6], [1]).Do("s.").ToArray();
            File.WriteAllBytes(folder.File(shard), TorchBytes.Archive(pickle, ("0", TorchBytes.Floats(6))));
            map[$"t{i}"] = shard;
        }

        File.WriteAllText(folder.File("pytorch_model.bin.index.json"), JsonSerializer.Serialize(new { weight_map = map }));
        using Checkpoint checkpoint = Checkpoint.OpenFolder(folder.Path);
        Assert.Equal(["t0", "t1"], checkpoint.Names);
        Assert.Equal([folder.File("pytorch_model.bin.index.json"), .. shards.Select(folder.File)], checkpoint.Paths);
    }

    [Fact]
    public void OpenFolder_SeveralOtherFiles_ListsThem()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("epoch1.pt"), s_archive);
        File.WriteAllBytes(folder.File("epoch2.pth"), s_archive);
        Assert.False(Checkpoint.Exists(folder.Path));
        WeightsException e = Assert.Throws<WeightsException>(() => Checkpoint.OpenFolder(folder.Path));
        Assert.Contains("or one single file *.pt or *.pth); found epoch1.pt, epoch2.pth", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Require_NoWeights_NamesEveryForm()
    {
        using TemporaryFolder folder = new();
        WeightsException e = Assert.Throws<WeightsException>(() => EncoderFolder.Find(folder.Path).Require("a family"));
        Assert.Contains(
            "missing model.safetensors (or model.safetensors.index.json with its shards, pytorch_model.bin, pytorch_model.bin.index.json with its shards, open_clip_model.safetensors, open_clip_model.safetensors.index.json with its shards, open_clip_pytorch_model.bin, open_clip_pytorch_model.bin.index.json with its shards, or one single file",
            e.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a/b.bin")]
    public void OpenFolder_ShardOutsideTheFolder_IsRefused(string shard)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("pytorch_model.bin.index.json"), JsonSerializer.Serialize(new { weight_map = new { a = shard } }));
        Assert.Contains($"shard '{shard}' is not a file name", Assert.Throws<WeightsException>(() => Checkpoint.OpenFolder(folder.Path)).Message, StringComparison.Ordinal);
    }
}
