using System.Text.Json;
using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class CheckpointTests
{
    public CheckpointTests() => TorchRuntime.EnsureLoaded();

    [Fact]
    public void OpenFolder_Shards_HoldEveryTensor()
    {
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllBytes(GoldenFiles.Path("formats", "expected.json")));
        using Checkpoint index = Checkpoint.OpenFolder(GoldenFiles.Path("formats", "sharded"));
        Assert.Equal([.. Enumerable.Range(0, 6).Select(i => $"layer.{i}.weight")], index.Names);
        Assert.All(index.Names, name =>
        {
            JsonElement wanted = expected.RootElement.GetProperty(name);
            using torch.Tensor tensor = index.Read(name);
            Assert.Equal([.. wanted.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())], tensor.shape);
            Assert.Equal([.. wanted.GetProperty("values").EnumerateArray().Select(v => (float)v.GetDouble())], tensor.data<float>().Take(8).ToArray());
        });
    }

    [Theory]
    [InlineData("{}", "not the JSON that is expected")]
    [InlineData("{", "not the JSON that is expected")]
    [InlineData("{\"weight_map\":{\"a\":\"../outside.safetensors\"}}", "shard '../outside.safetensors' is not a file name")]
    [InlineData("{\"weight_map\":{\"a\":\"gone.safetensors\"}}", "1 of 1 shards are missing: gone.safetensors")]
    public void OpenFolder_UnsoundIndex_IsRefused(string json, string expected)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File(Checkpoint.IndexFileName), json);
        Assert.Contains(expected, Assert.Throws<WeightsException>(() => Checkpoint.OpenFolder(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OpenFolder_TensorInTwoShards_IsRefused()
    {
        using TemporaryFolder folder = new();
        string shard = GoldenFiles.Path("formats", "sharded", "model-00001-of-00003.safetensors");
        File.Copy(shard, folder.File("1.safetensors"));
        File.Copy(shard, folder.File("2.safetensors"));
        File.WriteAllText(folder.File(Checkpoint.IndexFileName), "{\"weight_map\":{\"a\":\"1.safetensors\",\"b\":\"2.safetensors\"}}");
        Assert.Contains("is in 2.safetensors and in 1.safetensors", Assert.Throws<WeightsException>(() => Checkpoint.OpenFolder(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CopyTo_OtherElementType_Converts()
    {
        using TemporaryFolder folder = new();
        File.Copy(GoldenFiles.Path("formats", "dtypes.safetensors"), folder.File(Checkpoint.FileName));
        using Checkpoint index = Checkpoint.OpenFolder(folder.Path);
        using torch.Tensor wide = torch.empty([2, 4], torch.ScalarType.Float32);
        index.CopyTo("f16", wide);
        using SafetensorsFile file = SafetensorsFile.Open(folder.File(Checkpoint.FileName));
        Assert.Equal(file.ReadFloat32("f16"), wide.data<float>().ToArray());
    }

    [Theory]
    [InlineData("text_model.*", "text_model.a.b", true)]
    [InlineData("text_model.*", "vision_model.a", false)]
    [InlineData("*.position_ids", "a.b.position_ids", true)]
    [InlineData("*.position_ids", "position_ids.a", false)]
    [InlineData("logit_scale", "logit_scale", true)]
    [InlineData("logit_scale", "logit_scale2", false)]
    public void Matches_Pattern_MeansWhatItSays(string pattern, string name, bool expected) =>
        Assert.Equal(expected, new PermittedDifference(pattern, "any").Matches(name));
}
